package dev.flipper.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flipper.bucketing.Percentage;
import dev.flipper.bucketing.PercentageBucketer;
import dev.flipper.condition.Condition;
import dev.flipper.event.FlagChange.Kind;
import dev.flipper.store.FlagDefinition;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FlagChangeTest {

    private static final FlagDefinition FLAG = FlagDefinition.of("F", false, Instant.EPOCH, Map.of("team", "horses"));

    private static Set<Kind> kinds(FlagDefinition before, FlagDefinition after) {
        return new FlagChange("F", before, after).kinds();
    }

    private static FlagDefinition stored(String members, String meta) {
        return FlagDefinition.fromJson("{\"feature_name\": \"F\", \"is_enabled\": true" + members
                + ", \"meta\": {\"created_date\": 0" + meta + "}}");
    }

    @Test
    void hasAName() {
        assertThatNullPointerException().isThrownBy(() -> new FlagChange(null, FLAG, null));
    }

    @Test
    void comingAndGoingAreToldAlone() {
        assertThat(kinds(null, FLAG)).containsExactly(Kind.CREATED);
        assertThat(kinds(FLAG, null)).containsExactly(Kind.DESTROYED);
    }

    @Test
    void nothingChangesBetweenEquals() {
        assertThat(kinds(null, null)).isEmpty();
        assertThat(kinds(FLAG, FlagDefinition.fromJson(FLAG.toJson()))).isEmpty();
    }

    @Test
    void eachPartIsToldForItself() {
        assertThat(kinds(FLAG, FLAG.withEnabled(true))).containsExactly(Kind.ENABLED);
        assertThat(kinds(FLAG.withEnabled(true), FLAG)).containsExactly(Kind.DISABLED);
        assertThat(kinds(FLAG, FLAG.withCondition(Condition.of("user", 1)))).containsExactly(Kind.CONDITIONS);
        assertThat(kinds(FLAG, FLAG.withBucketer(new PercentageBucketer(Percentage.of(0.5)))))
                .containsExactly(Kind.BUCKETER);
        assertThat(kinds(FLAG, FLAG.withClientData(Map.of("team", "cows")))).containsExactly(Kind.CLIENT_DATA);
    }

    @Test
    void severalPartsAreToldTogether() {
        FlagDefinition after = FLAG.withEnabled(true)
                .withClientData(Map.of())
                .withCondition(Condition.of("user", 1))
                .withBucketer(new PercentageBucketer(Percentage.of(0.5)));
        assertThat(kinds(FLAG, after)).containsExactly(Kind.ENABLED, Kind.CONDITIONS, Kind.BUCKETER, Kind.CLIENT_DATA);
    }

    @Test
    void whatIsStoredBesidesIsOther() {
        assertThat(kinds(FLAG, FlagDefinition.of("F", false, Instant.ofEpochSecond(1), Map.of("team", "horses"))))
                .containsExactly(Kind.OTHER);
        assertThat(kinds(stored("", ""), stored(", \"owner\": \"me\"", ""))).containsExactly(Kind.OTHER);
        assertThat(kinds(stored("", ""), stored("", ", \"owner\": \"me\""))).containsExactly(Kind.OTHER);
    }

    @Test
    void whatIsMissingIsNoChangeOfWhatItMeans() {
        FlagDefinition full =
                stored("", ", \"conditions\": [], \"client_data\": {}, \"bucketer\": {\"type\": \"NoOpBucketer\"}");
        assertThat(kinds(stored("", ""), full)).containsExactly(Kind.OTHER);
    }

    @Test
    void aMemberOfABucketerThatIsNotKnownHereIsAChangeOfIt() {
        FlagDefinition before = stored("", ", \"bucketer\": {\"type\": \"PercentageBucketer\", \"seed\": 1}");
        FlagDefinition after = stored("", ", \"bucketer\": {\"type\": \"PercentageBucketer\", \"seed\": 2}");
        assertThat(kinds(before, after)).containsExactly(Kind.BUCKETER);
    }

    @Test
    void theKindsAreNobodysToChange() {
        Set<Kind> kinds = kinds(null, FLAG);
        assertThatThrownBy(() -> kinds.add(Kind.OTHER)).isInstanceOf(UnsupportedOperationException.class);
    }
}
