package dev.flipper.store.testing;

import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;

/** One of those that contend, in a thread of its own. */
final class Contender {

    static final int CREATIONS = 50;

    private final FeatureFlagStore store;
    private int computed;

    /**
     * What one has done.
     *
     * @param created how many of the flags it was that created, and not another one
     * @param computed how often it computed a change
     */
    record Part(int created, int computed) {

        static Part parse(String text) {
            String[] words = text.split(" ", -1);
            return new Part(Integer.parseInt(words[0]), Integer.parseInt(words[1]));
        }

        /** Gives the text that can be parsed. */
        @Override
        public String toString() {
            return created + " " + computed;
        }
    }

    Contender(FeatureFlagStore store) {
        this.store = store;
    }

    Part contend(int updates) {
        int created = create();
        for (int i = 0; i < updates; i++) {
            store.update(CountedFlag.NAME, this::oneMore);
        }
        return new Part(created, computed);
    }

    private int create() {
        return (int) IntStream.range(0, CREATIONS)
                .filter(i -> store.create(FlagDefinition.of("NEW" + i, true, Instant.EPOCH, Map.of())))
                .count();
    }

    private FlagDefinition oneMore(FlagDefinition flag) {
        computed++;
        return CountedFlag.oneMore(flag);
    }
}
