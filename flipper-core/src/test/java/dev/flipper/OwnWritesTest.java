package dev.flipper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.flipper.event.FlagChange;
import dev.flipper.store.Change;
import dev.flipper.store.FlagDefinition;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Plays the store: what it notifies while the client is writing, and what it then answers. */
class OwnWritesTest {

    private static final FlagDefinition A = state("flag", "a");
    private static final FlagDefinition B = state("flag", "b");
    private static final FlagDefinition C = state("flag", "c");

    private final List<FlagChange> heard = new ArrayList<>();
    private final OwnWrites ownWrites = new OwnWrites(heard::add, new Problems("main", InstantSource.system()));
    private final LogCapture log = new LogCapture();

    @AfterEach
    void releaseLog() {
        log.close();
    }

    private static FlagDefinition state(String name, String state) {
        return FlagDefinition.of(name, true, Instant.EPOCH, Map.of("state", state));
    }

    private static FlagDefinition copy(FlagDefinition definition) {
        return FlagDefinition.fromJson(definition.toJson());
    }

    private static FlagChange told(FlagDefinition before, FlagDefinition after) {
        return new FlagChange("flag", before, after);
    }

    private void notified(FlagDefinition before, FlagDefinition after) {
        ownWrites.changed("flag", new Change(before, after));
    }

    private Change write(Supplier<Change> write) {
        return ownWrites.write("flag", write, UnaryOperator.identity());
    }

    @Test
    void anOwnChangeIsSilentWhetherItIsTheSameOrEqual() {
        write(() -> {
            notified(A, B);
            return new Change(A, B);
        });
        write(() -> {
            notified(copy(B), copy(C));
            return new Change(B, C);
        });
        assertThat(heard).isEmpty();
    }

    /** As a copy does that learns of it late. */
    @Test
    void whatOthersDidIsToldOnceTheWriteIsOver() {
        write(() -> {
            notified(A, C);
            notified(C, A);
            notified(A, B);
            assertThat(heard).as("nobody knows yet whose they are").isEmpty();
            return new Change(A, B);
        });
        assertThat(heard).containsExactly(told(A, C), told(C, A));
    }

    @Test
    void whatOthersDidAfterTheWriteIsToldToo() {
        write(() -> {
            notified(A, B);
            notified(B, C);
            return new Change(A, B);
        });
        assertThat(heard).containsExactly(told(B, C));
    }

    @Test
    void aWriteThatChangesNothingOwnsNothing() {
        write(() -> {
            notified(A, null);
            return null;
        });
        assertThat(heard).containsExactly(told(A, null));
    }

    @Test
    void aWriteThatFailsOwnsNothing() {
        assertThatIllegalStateException()
                .isThrownBy(() -> write(() -> {
                    notified(A, B);
                    notified(B, C);
                    throw new IllegalStateException();
                }));
        assertThat(heard).containsExactly(told(A, B), told(B, C));
        notified(C, A);
        assertThat(heard).as("the write is over").endsWith(told(C, A));
    }

    @Test
    void ofEqualChangesTheLastIsOwn() {
        write(() -> {
            notified(A, B);
            notified(B, A);
            notified(A, B);
            return new Change(copy(A), copy(B));
        });
        assertThat(heard).containsExactly(told(A, B), told(B, A));
    }

    @Test
    void ofEqualChangesTheOneWithTheVeryDefinitionsIsOwn() {
        write(() -> {
            notified(A, B);
            notified(B, A);
            notified(A, copy(B));
            return new Change(A, B);
        });
        assertThat(heard).containsExactly(told(B, A), told(A, B));
        assertThat(heard.get(1).after()).isNotSameAs(B);
    }

    @Test
    void otherFlagsAreToldAtOnce() {
        write(() -> {
            ownWrites.changed("other", new Change(null, state("other", "a")));
            assertThat(heard).extracting(FlagChange::flag).containsExactly("other");
            return null;
        });
        assertThat(heard).hasSize(1);
    }

    /** Who hears of a change may write the same flag in turn. */
    @Test
    void aWriteWithinAnother() {
        write(() -> {
            write(() -> {
                notified(B, C);
                return new Change(B, C);
            });
            notified(A, B);
            return new Change(A, B);
        });
        assertThat(heard).isEmpty();
    }

    /** A store that tells of changes in their order, or later, does so while another write is the innermost. */
    @Test
    void theChangeOfAnOuterWriteMayBeNotifiedWithinTheInnerOneAndTheOtherWayRound() {
        write(() -> {
            write(() -> {
                notified(A, B);
                return new Change(B, C);
            });
            notified(B, C);
            notified(C, null);
            return new Change(A, B);
        });
        assertThat(heard).containsExactly(told(C, null));
    }

    /** Back to the very state that somebody else had led to before. */
    @Test
    void theSameStateAfterwardsIsNotEnough() {
        write(() -> {
            notified(A, B);
            notified(B, C);
            notified(C, B);
            return new Change(C, B);
        });
        assertThat(heard).containsExactly(told(A, B), told(B, C));
    }

    @Test
    void anInnerWriteThatFailsLeavesTheOuterOneItsOwn() {
        write(() -> {
            assertThatIllegalStateException()
                    .isThrownBy(() -> write(() -> {
                        notified(C, A);
                        throw new IllegalStateException();
                    }));
            notified(A, B);
            return new Change(A, B);
        });
        assertThat(heard).containsExactly(told(C, A));
    }

    @Test
    void aWriteOfAnotherFlagWithinDoesNotEndIt() {
        write(() -> {
            ownWrites.write("other", () -> true, done -> null);
            notified(A, B);
            return new Change(A, B);
        });
        assertThat(heard).isEmpty();
    }

    @Test
    void whoHearsOfAChangeMayWriteTheSameFlag() {
        List<FlagChange> all = new ArrayList<>();
        OwnWrites[] itself = new OwnWrites[1];
        itself[0] = new OwnWrites(
                change -> {
                    all.add(change);
                    itself[0].write(
                            "flag",
                            () -> {
                                itself[0].changed("flag", new Change(B, C));
                                return new Change(B, C);
                            },
                            UnaryOperator.identity());
                },
                new Problems("main", InstantSource.system()));
        itself[0].write(
                "flag",
                () -> {
                    itself[0].changed("flag", new Change(null, A));
                    itself[0].changed("flag", new Change(A, B));
                    return new Change(A, B);
                },
                UnaryOperator.identity());
        assertThat(all).containsExactly(told(null, A));
    }

    @Test
    void aHintDoesNotTellWhatChanged() {
        ownWrites.changed("flag");
        assertThat(heard).isEmpty();
    }

    @Test
    void whatChangesNothingIsSilent() {
        notified(A, copy(A));
        notified(null, null);
        assertThat(heard).isEmpty();
        assertThat(log.warnings())
                .as("an entry that could not be read may have gone")
                .isEmpty();
    }

    @Test
    void whatCannotBeAChangeOfTheFlagIsNotPassedOn() {
        FlagDefinition other = state("other", "a");
        notified(other, A);
        notified(A, other);
        ownWrites.changed("flag", null);
        ownWrites.changed(null, new Change(null, A));
        ownWrites.changed(null, null);
        write(() -> {
            notified(null, other);
            return null;
        });
        assertThat(heard).isEmpty();
        assertThat(log.warnings())
                .hasSize(2)
                .first()
                .asString()
                .startsWith(
                        "Client 'main': The store told of a change of the flag 'flag' that cannot be one, and is not"
                                + " passed on: Change[before={\"feature_name\": \"other\"");
    }
}
