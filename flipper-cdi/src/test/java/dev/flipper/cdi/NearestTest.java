package dev.flipper.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

    @ParameterizedTest
    @CsvSource({
        "store, store",
        "stroe, store",
        "stor, store",
        "sstore, store",
        "STORE, store",
        "redsi, redis",
        "rides, redis",
        "s4, s3",
        "s, s3",
        "xyz, ",
        "restore-all, ",
        "'', "
    })
    void findsWhatIsAFewCharactersAway(String name, String nearest) {
        assertThat(Nearest.of(name, List.of("store", "redis", "s3"))).isEqualTo(nearest);
    }

    @Test
    void ofTwoThatAreEquallyNearTheFirstByName() {
        assertThat(Nearest.of("hat", List.of("rat", "bat"))).isEqualTo("bat");
    }

    @Test
    void theNearerOneWins() {
        assertThat(Nearest.of("stores", List.of("scores-x", "store"))).isEqualTo("store");
    }
}
