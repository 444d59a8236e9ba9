package dev.flipper.testkit;

import static dev.flipper.testkit.BrokenContract.assertFound;

import dev.flipper.store.Change;
import dev.flipper.store.FlagDefinition;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Stores that know how flags change, and get it wrong. */
class BrokenKnownChangesTest {

    @Test
    void eachChangeIsToldTwice() {
        assertFound(
                backend -> new KnowingStore(backend) {
                    @Override
                    void tell(String name, Change change) {
                        super.tell(name, change);
                        super.tell(name, change);
                    }
                },
                KnownChangesContract::ownChangesAreToldOnceByTheThreadThatMakesThem,
                KnownChangesContract::changesOfOthersAreToldAsAChain,
                KnownChangesContract::changesOfManyThreadsAreEachToldOnce);
    }

    @Test
    void aChangeIsToldByAnotherThread() {
        assertFound(
                backend -> new KnowingStore(backend) {
                    @Override
                    void tell(String name, Change change) {
                        Thread thread = new Thread(() -> super.tell(name, change));
                        thread.start();
                        try {
                            thread.join();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    }
                },
                KnownChangesContract::ownChangesAreToldOnceByTheThreadThatMakesThem);
    }

    @Test
    void aChangeIsToldBeforeItShows() {
        assertFound(
                backend -> new KnowingStore(backend) {
                    @Override
                    public boolean create(FlagDefinition definition) {
                        if (get(definition.name()) != null) {
                            return false;
                        }
                        tell(definition.name(), new Change(null, definition));
                        backend.putSilently(definition.name(), definition.toJson());
                        return true;
                    }
                },
                KnownChangesContract::ownChangesAreToldOnceByTheThreadThatMakesThem);
    }

    @Test
    void theStateBeforeIsNotTold() {
        assertFound(
                backend -> new KnowingStore(backend) {
                    @Override
                    void tell(String name, Change change) {
                        super.tell(name, new Change(null, change.after()));
                    }
                },
                KnownChangesContract::ownChangesAreToldOnceByTheThreadThatMakesThem,
                KnownChangesContract::changesOfOthersAreToldAsAChain,
                KnownChangesContract::changesOfManyThreadsAreEachToldOnce);
    }

    @Test
    void tellsWhenNothingHasChanged() {
        assertFound(
                backend -> new KnowingStore(backend) {
                    @Override
                    public Change update(String name, UnaryOperator<FlagDefinition> change) {
                        Change done = super.update(name, change);
                        if (done != null && Objects.equals(done.before(), done.after())) {
                            tell(name, done);
                        }
                        return done;
                    }
                },
                KnownChangesContract::whatChangesNothingIsNotTold);
    }
}
