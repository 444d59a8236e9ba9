package dev.flipper.testkit;

import static dev.flipper.testkit.BrokenContract.assertFound;

import dev.flipper.store.Change;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.FlagSlot;
import dev.flipper.store.MemoryFeatureFlagStore;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** Creating, reading, removing and closing that do not do what they promise. */
class BrokenOperationsTest {

    @Test
    void createOverwrites() {
        assertFound(
                backend -> new TextStore(backend) {
                    @Override
                    public boolean create(FlagDefinition definition) {
                        backend.put(definition.name(), definition.toJson());
                        return true;
                    }
                },
                OperationsContract::createOfATakenNameChangesNothing,
                ContentsContract::keepsNamesApart,
                RandomContract::doesWhatAMapDoes);
    }

    @Test
    void createRefusesButOverwrites() {
        assertFound(
                backend -> new TextStore(backend) {
                    @Override
                    public boolean create(FlagDefinition definition) {
                        boolean created = super.create(definition);
                        backend.put(definition.name(), definition.toJson());
                        return created;
                    }
                },
                OperationsContract::createOfATakenNameChangesNothing,
                RandomContract::doesWhatAMapDoes);
    }

    @Test
    void deleteLeavesTheEntry() {
        assertFound(
                backend -> new TextStore(backend) {
                    @Override
                    public Change delete(String name) {
                        FlagDefinition before = get(name);
                        return before == null ? null : new Change(before, null);
                    }
                },
                OperationsContract::deleteGivesWhatItRemoved,
                OperationsContract::aFlagMadeAnewHasNothingOfTheOldOne,
                RandomContract::doesWhatAMapDoes);
    }

    @Test
    void deleteDoesNotTellWhatItRemoved() {
        assertFound(
                backend -> new TextStore(backend) {
                    @Override
                    public Change delete(String name) {
                        return super.delete(name) == null ? null : new Change(null, null);
                    }
                },
                OperationsContract::deleteGivesWhatItRemoved,
                OperationsContract::closingOneStoreLeavesTheOtherAlone);
    }

    @Test
    void deleteRemovesByPrefix() {
        assertFound(
                backend -> new TextStore(backend) {
                    @Override
                    public Change delete(String name) {
                        Change done = super.delete(name);
                        synchronized (backend) {
                            backend.texts.keySet().removeIf(other -> other.startsWith(name));
                        }
                        return done;
                    }
                },
                OperationsContract::deleteRemovesOneFlagOnly,
                ContentsContract::changesFlagsOfOddNamesOneByOne);
    }

    /** As a copy that is made once and never kept current. */
    @Test
    void aSlotKnowsTheFirstStateOnly() {
        assertFound(
                backend -> new TextStore(backend) {
                    private final MemoryFeatureFlagStore first = new MemoryFeatureFlagStore();

                    @Override
                    public FlagSlot slot(String name, int hash) {
                        FlagDefinition now = get(name);
                        if (now != null) {
                            first.create(now);
                        }
                        return first.slot(name, hash);
                    }
                },
                OperationsContract::aHandleFollowsAFlagThroughItsLives,
                RandomContract::doesWhatAMapDoes);
    }

    /** A cache that own writes go past. */
    @Test
    void whatWasReadIsNeverReadAgain() {
        assertFound(
                backend -> new TextStore(backend) {
                    private final Map<String, Optional<FlagDefinition>> cache = new ConcurrentHashMap<>();

                    @Override
                    public FlagDefinition get(String name) {
                        return cache.computeIfAbsent(name, key -> Optional.ofNullable(super.get(key)))
                                .orElse(null);
                    }
                },
                OperationsContract::aHandleFollowsAFlagThroughItsLives,
                UpdatesContract::updatesBuildOnThoseOfTheOtherStore,
                RandomContract::doesWhatAMapDoes);
    }

    @Test
    void closingTakesTheDataAway() {
        assertFound(
                backend -> new TextStore(backend) {
                    @Override
                    public void close() {
                        synchronized (backend) {
                            backend.texts.clear();
                        }
                    }
                },
                OperationsContract::closingOneStoreLeavesTheOtherAlone);
    }

    @Test
    void closingTwiceFails() {
        assertFound(
                backend -> new TextStore(backend) {
                    private boolean closed;

                    @Override
                    public void close() {
                        if (closed) {
                            throw new IllegalStateException("closed already");
                        }
                        closed = true;
                    }
                },
                OperationsContract::closingTwiceIsHarmless);
    }

    @Test
    void nullsAreTakenForAbsent() {
        assertFound(
                backend -> new TextStore(backend) {
                    @Override
                    public FlagDefinition get(String name) {
                        return name == null ? null : super.get(name);
                    }
                },
                OperationsContract::refusesNulls);
    }

    @Test
    void createDropsTheClientData() {
        assertFound(
                backend -> new TextStore(backend) {
                    @Override
                    public boolean create(FlagDefinition definition) {
                        return super.create(definition.withClientData(Map.of()));
                    }
                },
                OperationsContract::createStoresANewFlag,
                UpdatesContract::updateHandsOverWhatIsStored,
                RandomContract::doesWhatAMapDoes);
    }

    /** Forgets that others remove flags. */
    @Test
    void createRemembersTheNamesThatItGave() {
        assertFound(
                backend -> new TextStore(backend) {
                    private final Set<String> taken = ConcurrentHashMap.newKeySet();

                    @Override
                    public boolean create(FlagDefinition definition) {
                        return taken.add(definition.name()) && super.create(definition);
                    }

                    @Override
                    public Change delete(String name) {
                        taken.remove(name);
                        return super.delete(name);
                    }
                },
                OperationsContract::createKnowsWhatTheOtherStoreRemoved,
                RandomContract::doesWhatAMapDoes);
    }

    @Test
    void aNewStoreIsNotEmpty() {
        assertFound(
                backend -> {
                    backend.put("left over", StoreFixture.flag("left over").toJson());
                    return new TextStore(backend);
                },
                OperationsContract::isEmptyAtFirst);
    }
}
