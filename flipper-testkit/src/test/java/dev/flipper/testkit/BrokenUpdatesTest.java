package dev.flipper.testkit;

import static dev.flipper.testkit.BrokenContract.assertFound;

import dev.flipper.StoreException;
import dev.flipper.store.Change;
import dev.flipper.store.FlagDefinition;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Updates that do not do what they promise. */
class BrokenUpdatesTest {

    @Test
    void updateSwallowsExceptions() {
        assertFound(
                backend -> new TextStore(backend) {
                    @Override
                    public Change update(String name, UnaryOperator<FlagDefinition> change) {
                        try {
                            return super.update(name, change);
                        } catch (RuntimeException e) {
                            return null;
                        }
                    }
                },
                UpdatesContract::anExceptionAbortsAnUpdateAndReachesTheCaller,
                UpdatesContract::anUpdateToNothingIsRefused,
                UpdatesContract::anUpdateToAnotherNameIsRefused,
                UpdatesContract::aFlagCanBeChangedAfterAnUpdateThatFailed,
                OperationsContract::refusesNulls);
    }

    @Test
    void updateWrapsExceptions() {
        assertFound(
                backend -> new TextStore(backend) {
                    @Override
                    public Change update(String name, UnaryOperator<FlagDefinition> change) {
                        try {
                            return super.update(name, change);
                        } catch (RuntimeException e) {
                            throw new StoreException("The update failed", e);
                        }
                    }
                },
                UpdatesContract::anExceptionAbortsAnUpdateAndReachesTheCaller,
                RandomContract::doesWhatAMapDoes);
    }

    @Test
    void updateTakesWhateverItIsGiven() {
        assertFound(
                backend -> new TextStore(backend) {
                    @Override
                    public Change update(String name, UnaryOperator<FlagDefinition> change) {
                        FlagDefinition before = get(name);
                        FlagDefinition after = before == null ? null : change.apply(before);
                        if (after == null) {
                            return null;
                        }
                        backend.put(after.name(), after.toJson());
                        return new Change(before, after);
                    }
                },
                UpdatesContract::anUpdateToNothingIsRefused,
                UpdatesContract::anUpdateToAnotherNameIsRefused);
    }

    @Test
    void updateMakesAFlagThatIsAbsent() {
        assertFound(
                backend -> new TextStore(backend) {
                    @Override
                    public Change update(String name, UnaryOperator<FlagDefinition> change) {
                        create(StoreFixture.flag(name));
                        return super.update(name, change);
                    }
                },
                UpdatesContract::updateOfAnAbsentFlagGivesNullAndAsksNobody,
                ContentsContract::thereIsNothingOfAnImpossibleName,
                RandomContract::doesWhatAMapDoes);
    }

    @Test
    void updateGivesTheNewStateTwice() {
        assertFound(
                backend -> new TextStore(backend) {
                    @Override
                    public Change update(String name, UnaryOperator<FlagDefinition> change) {
                        Change done = super.update(name, change);
                        return done == null ? null : new Change(done.after(), done.after());
                    }
                },
                UpdatesContract::updateGivesBothStatesAsStored,
                UpdatesContract::updatesBuildOnThoseOfTheOtherStore,
                RandomContract::doesWhatAMapDoes);
    }

    @Test
    void updateGivesNullIfNothingChanged() {
        assertFound(
                backend -> new TextStore(backend) {
                    @Override
                    public Change update(String name, UnaryOperator<FlagDefinition> change) {
                        Change done = super.update(name, change);
                        return done == null || done.before().equals(done.after()) ? null : done;
                    }
                },
                UpdatesContract::anUpdateToTheSameInstanceGivesItTwice,
                RandomContract::doesWhatAMapDoes);
    }

    /** Takes what it wrote last for what is stored. */
    @Test
    void updateForgetsThatOthersWrite() {
        assertFound(
                backend -> new TextStore(backend) {
                    private final Map<String, FlagDefinition> written = new ConcurrentHashMap<>();

                    @Override
                    public Change update(String name, UnaryOperator<FlagDefinition> change) {
                        FlagDefinition before = written.computeIfAbsent(name, this::get);
                        if (before == null) {
                            return null;
                        }
                        FlagDefinition after = before.changedBy(change);
                        written.put(name, after);
                        backend.put(name, after.toJson());
                        return new Change(before, after);
                    }
                },
                ConcurrencyContract::updatesOfManyThreadsInTurnArrive,
                RandomContract::doesWhatAMapDoes);
    }
}
