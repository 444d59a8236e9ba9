package dev.flipper.store;

import static dev.flipper.store.NumberedFlags.flag;
import static dev.flipper.store.NumberedFlags.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.flipper.StoreException;
import dev.flipper.Subscription;
import dev.flipper.store.AuditingStore.Entry;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FlagCopyTest {

    private static final String BROKEN = "{";

    private final AuditingStore source = new AuditingStore("source");
    private final AuditingStore target = new AuditingStore("target");
    private final IllegalStateException failure = new IllegalStateException("refused");

    private void fill() {
        source.create(flag("same", 1));
        source.create(flag("other", 1));
        source.create(flag("missing", 1));
        target.create(flag("same", 1));
        target.create(flag("other", 2));
        target.create(flag("in excess", 1));
    }

    private void fill(int flags) {
        for (int i = 0; i < flags; i++) {
            source.create(flag(String.format(Locale.ROOT, "flag %03d", i), i));
        }
    }

    private void refuse(Consumer<String> refusal) {
        target.beforeEachCall(refusal);
    }

    private Consumer<String> allBut(String... taken) {
        Set<String> takes = Set.of(taken);
        Set<String> written = new TreeSet<>();
        return flag -> {
            // Writing fails, and reading it after that does not.
            if (!takes.contains(flag) && written.add(flag)) {
                throw failure;
            }
        };
    }

    @Test
    void missingCreatesWhatIsMissingAndLeavesTheRest() {
        fill();
        int before = target.audit().size();
        FlagCopyResult result = FlagCopy.missing(source, target);
        assertThat(result.created()).isEqualTo(1);
        assertThat(result.replaced()).isZero();
        assertThat(result.kept()).isEqualTo(2);
        assertThat(target.audit().subList(before, target.audit().size()))
                .containsExactly(new Entry("missing", flag("missing", 1)));
    }

    @Test
    void allReplacesWhatDiffersAndRemovesNothing() {
        fill();
        int before = target.audit().size();
        FlagCopyResult result = FlagCopy.all(source, target);
        assertThat(result.created()).isEqualTo(1);
        assertThat(result.replaced()).isEqualTo(1);
        assertThat(result.kept()).isEqualTo(1);
        assertThat(target.audit().subList(before, target.audit().size()))
                .containsExactly(new Entry("missing", flag("missing", 1)), new Entry("other", flag("other", 1)));
        assertThat(target.flags()).containsOnlyKeys("in excess", "missing", "other", "same");
    }

    @Test
    void neitherIsClosedNorIsTheSourceWrittenTo() {
        fill();
        int before = source.audit().size();
        FlagCopy.missing(source, target);
        FlagCopy.all(source, target);
        assertThat(source.audit()).hasSize(before);
        assertThat(source.closings() + target.closings()).isZero();
    }

    @Test
    void anEmptySourceIsNoFailure() {
        target.create(flag("flag", 1));
        assertThat(FlagCopy.missing(source, target).created()).isZero();
        assertThat(FlagCopy.all(source, target).kept()).isZero();
        assertThat(target.flags()).containsOnlyKeys("flag");
    }

    /** Members of a newer version, a date of its own, numbers of both kinds. */
    @Test
    void flagsAreStoredAsTheyAre() {
        String document = "{\"feature_name\": \"flag\", \"is_enabled\": true, \"since\": \"v9\", \"meta\":"
                + " {\"client_data\": {\"one\": 1, \"two\": 2.0}, \"created_date\": 1234567890, \"conditions\": [],"
                + " \"bucketer\": {\"type\": \"NewBucketer\", \"depth\": 3}, \"team\": null}}";
        TextStore from = new TextStore().put("flag", document);
        TextStore created = new TextStore();
        FlagCopy.missing(from, created);
        assertThat(created.text("flag")).isEqualTo(from.get("flag").toJson()).contains("v9", "NewBucketer", "2.0");
        TextStore replaced = new TextStore().put("flag", flag("flag", 1).toJson());
        FlagCopy.all(from, replaced);
        assertThat(replaced.text("flag")).isEqualTo(created.text("flag"));
    }

    @Test
    void whatCannotBeReadInTheSourceIsLeftOutAndNamed() {
        TextStore from = new TextStore()
                .put("b", BROKEN)
                .put("a", BROKEN)
                .put("fine", flag("fine", 1).toJson());
        target.create(flag("a", 7));
        assertThat(FlagCopy.missing(from, target).unreadableInSource()).containsExactly("a", "b");
        FlagCopyResult all = FlagCopy.all(from, target);
        assertThat(all.unreadableInSource()).containsExactly("a", "b");
        assertThat(all.kept()).isEqualTo(1);
        assertThat(target.flags()).containsOnlyKeys("a", "fine");
        assertThat(number(target.get("a"))).isEqualTo(7);
    }

    @Test
    void whatCannotBeReadInTheTargetIsKeptOrReplacedAndNamed() {
        source.create(flag("b", 1));
        source.create(flag("a", 1));
        TextStore to = new TextStore().put("a", BROKEN).put("b", BROKEN).put("only there", BROKEN);
        FlagCopyResult missing = FlagCopy.missing(source, to);
        assertThat(missing.kept()).isEqualTo(2);
        assertThat(missing.unreadableInTarget()).containsExactly("a", "b");
        assertThat(to.text("a")).isEqualTo(BROKEN);
        FlagCopyResult all = FlagCopy.all(source, to);
        assertThat(all.replaced()).isEqualTo(2);
        assertThat(all.created()).isZero();
        assertThat(all.unreadableInTarget()).containsExactly("a", "b");
        assertThat(number(to.get("a"))).isEqualTo(1);
        assertThat(to.text("only there")).isEqualTo(BROKEN);
    }

    @Test
    void aFlagThatIsRefusedDoesNotHideTheOthers() {
        fill();
        source.create(flag("as well", 1));
        refuse(flag -> {
            if (flag.startsWith("a") || flag.startsWith("m")) {
                throw failure;
            }
        });
        StoreException thrown = catchThrowableOfType(StoreException.class, () -> FlagCopy.all(source, target));
        assertThat(thrown)
                .hasMessage("Not all flags are copied into target: 0 created, 1 replaced, 1 kept, 2 failed."
                        + " The first failure: Copying the flag 'as well' failed: " + failure);
        assertThat(thrown.getSuppressed())
                .extracting(Throwable::getMessage)
                .containsExactly(
                        "Copying the flag 'as well' failed: " + failure,
                        "Copying the flag 'missing' failed: " + failure);
        assertThat(thrown.getSuppressed()[0]).isInstanceOf(StoreException.class).hasCause(failure);
        assertThat(number(target.flags().get("other"))).isEqualTo(1);
        target.recover();
        assertThat(FlagCopy.all(source, target).created()).isEqualTo(2);
    }

    @Test
    void whatTheTargetSaysItselfIsSaidOnce() {
        fill(1);
        target.failWith(new StoreException("The flag 'flag 000' is too long", null));
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> FlagCopy.missing(source, target))
                .withMessageEndingWith("Copying the flag 'flag 000' failed: The flag 'flag 000' is too long");
    }

    static Stream<Throwable> whateverAStoreThrows() {
        // One of them cannot be put into words, by whomever.
        return StoreFailures.all().filter(thrown -> !thrown.getClass().getName().endsWith("Unprintable"));
    }

    @ParameterizedTest
    @MethodSource("whateverAStoreThrows")
    void whateverTheTargetThrowsTheOthersAreCopied(Throwable thrown) {
        fill(2);
        FailingStore failing = new FailingStore(target);
        failing.failAt(FailingStore.Call.CREATE, thrown);
        OverridableStore once = new OverridableStore(failing) {
            @Override
            public boolean create(FlagDefinition definition) {
                try {
                    return super.create(definition);
                } finally {
                    failing.recover();
                }
            }
        };
        StoreException told = catchThrowableOfType(StoreException.class, () -> FlagCopy.missing(source, once));
        assertThat(told.getSuppressed()).hasSize(1);
        assertThat(told.getSuppressed()[0]).hasCause(thrown);
        assertThat(target.flags()).containsOnlyKeys("flag 001");
    }

    @Test
    void aTargetThatIsAwayIsNotTriedForEachFlag() {
        fill(500);
        target.failWith(failure);
        StoreException thrown = catchThrowableOfType(StoreException.class, () -> FlagCopy.missing(source, target));
        assertThat(thrown.getSuppressed()).hasSize(3);
        assertThat(thrown).hasMessageContaining("3 failed, 497 not tried any more.");
        assertThat(target.calls()).isEqualTo(6);
    }

    @Test
    void soIsOneThatGoesAwayMeanwhile() {
        fill(500);
        refuse(flag -> {
            if (flag.compareTo("flag 200") >= 0) {
                throw failure;
            }
        });
        StoreException thrown = catchThrowableOfType(StoreException.class, () -> FlagCopy.all(source, target));
        assertThat(thrown).hasMessageContaining("200 created, 0 replaced, 0 kept, 3 failed, 297 not tried any more.");
        target.recover();
        FlagCopyResult again = FlagCopy.all(source, target);
        assertThat(again.created()).isEqualTo(300);
        assertThat(again.kept()).isEqualTo(200);
    }

    @Test
    void aShortOutageCostsTheFlagsThatMeetIt() {
        fill(500);
        refuse(flag -> {
            // Two in a row, ten times.
            if (flag.endsWith("20") || flag.endsWith("21") || flag.endsWith("70") || flag.endsWith("71")) {
                throw failure;
            }
        });
        StoreException thrown = catchThrowableOfType(StoreException.class, () -> FlagCopy.missing(source, target));
        assertThat(thrown.getSuppressed()).hasSize(20);
        assertThat(target.flags()).hasSize(480);
    }

    /** Entries that can be neither read nor replaced, in a target that answers. */
    @Test
    void aTargetThatHasNoFlagsInTheirPlaceIsNotAway() {
        fill(6);
        TextStore broken = new TextStore();
        for (int i = 0; i < 5; i++) {
            broken.put("flag 00" + i, BROKEN);
        }
        OverridableStore keeping = new OverridableStore(broken) {
            @Override
            public Change delete(String name) {
                throw failure;
            }
        };
        StoreException thrown = catchThrowableOfType(StoreException.class, () -> FlagCopy.all(source, keeping));
        assertThat(thrown.getSuppressed()).hasSize(5);
        assertThat(number(broken.get("flag 005"))).isEqualTo(5);
    }

    @Test
    void aTargetThatTakesNoFlagIsGivenUp() {
        fill(500);
        refuse(allBut());
        StoreException thrown = catchThrowableOfType(StoreException.class, () -> FlagCopy.missing(source, target));
        assertThat(thrown.getSuppressed()).hasSize(100);
        assertThat(thrown).hasMessageContaining("100 failed, 400 not tried any more.");
    }

    @Test
    void oneThatTakesAFewIsNot() {
        fill(500);
        refuse(allBut("flag 001", "flag 499"));
        StoreException thrown = catchThrowableOfType(StoreException.class, () -> FlagCopy.missing(source, target));
        assertThat(thrown.getSuppressed()).hasSize(498);
        assertThat(target.flags()).containsOnlyKeys("flag 001", "flag 499");
    }

    @Test
    void ofASourceThatCannotBeReadToItsEndNothingIsCopied() {
        fill(3);
        OverridableStore ending = new OverridableStore(source) {
            @Override
            public void forEach(FlagVisitor visitor) {
                super.forEach(visitor);
                throw failure;
            }
        };
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> FlagCopy.missing(ending, target))
                .withMessage("The source (" + ending + ") failed to list its flags: " + failure)
                .withCause(failure);
        assertThat(target.calls()).isZero();
    }

    @Test
    void whatTheSourceSaysItselfReachesTheCaller() {
        StoreException away = new StoreException("The flags could not be read", null);
        source.failWith(away);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> FlagCopy.all(source, target))
                .isSameAs(away);
    }

    @Test
    void aSourceThatGivesNullIsToldAsOneThatFails() {
        FailingStore senseless = new FailingStore(source);
        senseless.answerAt(FailingStore.Call.FOR_EACH, SenselessStore.NULL);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> FlagCopy.all(senseless, target))
                .withMessageContaining("failed to list its flags");
    }

    /** It may hold a connection or a lock for that long, on which a write to the target would wait. */
    @Test
    void nothingIsWrittenWhileTheSourceIsVisited() {
        fill(3);
        boolean[] visiting = {false};
        OverridableStore locked = new OverridableStore(source) {
            @Override
            public void forEach(FlagVisitor visitor) {
                visiting[0] = true;
                super.forEach(visitor);
                visiting[0] = false;
            }
        };
        refuse(flag -> assertThat(visiting[0]).isFalse());
        assertThat(FlagCopy.missing(locked, target).created()).isEqualTo(3);
        assertThat(FlagCopy.all(locked, target).kept()).isEqualTo(3);
    }

    /** Removed and created again while the source is visited. */
    @Test
    void anEntryThatIsMetTwiceCountsOnceAndAsItIsMetLast() {
        TextStore broken = new TextStore().put("a", BROKEN);
        TextStore fine = new TextStore().put("b", flag("b", 1).toJson());
        source.create(flag("a", 1));
        OverridableStore twice = new OverridableStore(source) {
            @Override
            public void forEach(FlagVisitor visitor) {
                super.forEach(visitor);
                broken.forEach(visitor);
                new TextStore().put("b", BROKEN).forEach(visitor);
                fine.forEach(visitor);
            }
        };
        FlagCopyResult result = FlagCopy.missing(twice, target);
        assertThat(result.unreadableInSource()).containsExactly("a");
        assertThat(target.flags()).containsOnlyKeys("b");
    }

    @Test
    void aCopyInThisProcessIsNoSource() {
        source.create(flag("flag", 1));
        try (MirroredFeatureFlagStore mirror = MirroredFeatureFlagStore.builder(new SilentStore(source))
                .pollInterval(Duration.ofDays(1))
                .build()) {
            assertThat(number(mirror.get("flag"))).isEqualTo(1);
            source.update("flag", NumberedFlags.to(2));
            FlagCopy.missing(mirror, target);
            assertThat(number(target.get("flag"))).isEqualTo(2);
        }
    }

    /** Which would answer as long as the store is away. */
    @Test
    void aCopyInThisProcessDoesNotStandForTheTarget() {
        fill(500);
        SilentStore silent = new SilentStore(target);
        try (MirroredFeatureFlagStore mirror = MirroredFeatureFlagStore.builder(silent)
                .pollInterval(Duration.ofDays(1))
                .build()) {
            mirror.create(flag("flag", 1));
            target.failWith(failure);
            StoreException thrown = catchThrowableOfType(StoreException.class, () -> FlagCopy.missing(source, mirror));
            assertThat(thrown.getSuppressed()).hasSize(3);
            target.recover();
            FlagCopy.missing(source, mirror);
            assertThat(number(mirror.get("flag 042"))).isEqualTo(42);
        }
    }

    /** Tells of no changes, so that a mirror before it stays as it is. */
    private static final class SilentStore extends OverridableStore {

        SilentStore(FeatureFlagStore store) {
            super(store);
        }

        @Override
        public Optional<Subscription> subscribe(StoreListener listener) {
            return Optional.empty();
        }
    }

    @Test
    void aReplicaBringsItsOwnPrimaryBack() {
        AuditingStore replica = new AuditingStore("replica");
        replica.create(flag("lost", 1));
        replica.create(flag("there", 1));
        target.create(flag("there", 2));
        try (ReplicatedFeatureFlagStore store = ReplicatedFeatureFlagStore.builder(target)
                .replica(replica)
                .synchronous(true)
                .build()) {
            assertThat(FlagCopy.missing(replica, store).created()).isEqualTo(1);
            store.resync();
        }
        assertThat(target.flags()).containsOnlyKeys("lost", "there");
        assertThat(number(target.flags().get("there"))).isEqualTo(2);
        assertThat(replica.flags()).isEqualTo(target.flags());
    }

    @Test
    void aStoreIsNotCopiedIntoItself() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FlagCopy.missing(source, new CachedFeatureFlagStore(source)))
                .withMessage("The flags of a store cannot be copied into the same store: source; give another target");
        assertThatIllegalArgumentException().isThrownBy(() -> FlagCopy.all(source, source));
        assertThat(source.calls()).isZero();
    }

    @Test
    void nullsAreRefused() {
        assertThatNullPointerException()
                .isThrownBy(() -> FlagCopy.missing(null, target))
                .withMessage("source");
        assertThatNullPointerException()
                .isThrownBy(() -> FlagCopy.all(source, null))
                .withMessage("target");
    }
}
