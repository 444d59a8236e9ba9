package dev.flipper.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LocalCopyTest {

    private final LocalCopy copy = new LocalCopy(() -> new StoreException("not loaded", null));
    private final FlagDefinition old = RemoteStore.flag("a");
    private final FlagDefinition now = old.withEnabled(true);

    @Test
    void whatIsKnownFromEarlierReplacesNothing() {
        copy.beginReading();
        copy.found(Map.of("a", StoredFlag.of(now)), new ArrayList<>());
        copy.endReading();
        assertThat(copy.restore(List.of(old, RemoteStore.flag("b")))).isTrue();
        assertThat(copy.get("a")).isEqualTo(now);
        assertThat(copy.get("b")).isNotNull();
    }

    @Test
    void aWriteBeforeAReadingDoesNotConcernIt() {
        copy.beginReading();
        copy.beginWrite("a");
        copy.endWrite("a", 0, List.of(StoredFlag.of(old)), new ArrayList<>());
        copy.endReading();
        copy.beginReading();
        assertThat(copy.found(Map.of("a", StoredFlag.of(now)), new ArrayList<>()))
                .isEmpty();
        assertThat(copy.get("a")).isEqualTo(now);
    }

    /** Its outcome has been told, and before it is taken over a transaction ends, earlier or later. */
    @Test
    void aWriteThatATransactionOvertakesIsReadAgain() {
        copy.beginWrite("a");
        int ended = copy.ended("a");
        copy.beginWrite("a");
        assertThat(copy.endTransaction("a", List.of(StoredFlag.ABSENT, StoredFlag.of(now)), new ArrayList<>()))
                .isFalse();
        assertThat(copy.endWrite("a", ended, List.of(StoredFlag.of(old)), new ArrayList<>()))
                .isTrue();
        assertThat(copy.get("a")).isEqualTo(now);
    }
}
