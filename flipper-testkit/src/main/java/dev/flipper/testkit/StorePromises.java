package dev.flipper.testkit;

import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import java.time.Duration;
import java.util.List;

/** What the author of a store says of it. */
abstract class StorePromises {

    /** For the contract. */
    StorePromises() {}

    /**
     * Makes a store without flags. Called once for each test, which closes the store.
     *
     * @return the store that is tested
     */
    protected abstract FeatureFlagStore createStore();

    /**
     * Opens a second store on the data of the one that {@link #createStore} made last, as another process would. Called
     * once for each test, which closes this store before the first one. A store whose data lives and dies with the
     * object gives that object again.
     *
     * @return another store on the same data
     */
    protected abstract FeatureFlagStore createSecondStore();

    /**
     * Tells whether each change is one atomic step, as {@link FeatureFlagStore} asks for. A store whose backend cannot
     * do this says so in its documentation and overrides this method; then nothing is tested that takes concurrent
     * changes of one flag, and all the rest is.
     *
     * @return true unless overridden
     */
    protected boolean changesAreAtomic() {
        return true;
    }

    /**
     * Tells whether {@link FeatureFlagStore#subscribe} gives a subscription. Where it does not, the contract tests that
     * it gives nothing.
     *
     * @return true unless overridden
     */
    protected boolean tellsOfChanges() {
        return true;
    }

    /**
     * Tells whether a store may show a moment later what was written through another store object, as one with a local
     * copy does. Then the contract calls {@link #synchronize}, and if the store tells of changes it waits until these
     * have come. Own writes have to be shown at once in any case.
     *
     * @return false unless overridden
     */
    protected boolean readsLagBehind() {
        return false;
    }

    /**
     * Called where {@link #readsLagBehind}, before it is checked what a store shows of the changes made through the
     * other one: makes the store look, for example by moving a clock on to the next expiry.
     *
     * @param lagging the store that is going to be read
     */
    protected void synchronize(FeatureFlagStore lagging) {}

    /**
     * Puts a text in the place of a flag's document, past the store, as a broken program would. Without it the contract
     * does not test what a store makes of entries that cannot be read.
     *
     * @param name the name of the flag
     * @param text what to store, not necessarily JSON
     * @return false unless overridden: there is no such way, as in a store that holds no texts
     */
    protected boolean putText(String name, String text) {
        return false;
    }

    /**
     * Gives names that the store has to keep apart and give back as they are: odd ones, all of them allowed by
     * {@link dev.flipper.FlagNames}. A store with a limit that it documents leaves out the names beyond it.
     *
     * @return the names, without duplicates
     */
    protected List<String> names() {
        return OddNames.VALID;
    }

    /**
     * Gives flags that the store has to keep as they are: with big numbers, with parts that are unknown to this version
     * and with parts missing. A store with a limit that it documents leaves out the flags beyond it.
     *
     * @return the flags, of any names
     */
    protected List<FlagDefinition> definitions() {
        return OddDefinitions.all();
    }

    /**
     * Gives the number of flags to list, more than the store reads in one go.
     *
     * @return 300 unless overridden
     */
    protected int manyFlags() {
        return 300;
    }

    /**
     * Gives the number of random sequences of operations that are compared with what a map does.
     *
     * @return 20 unless overridden
     */
    protected int sequences() {
        return 20;
    }

    /**
     * Gives the number of operations in each random sequence.
     *
     * @return 50 unless overridden
     */
    protected int steps() {
        return 50;
    }

    /**
     * Gives the time after which something that has to happen, and has not, is a failure. It may be generous: nothing
     * waits for it unless the store is broken.
     *
     * @return one minute unless overridden
     */
    protected Duration patience() {
        return Duration.ofMinutes(1);
    }
}
