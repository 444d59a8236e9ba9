package dev.flipper.store.thrift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.flipper.StoreException;
import dev.flipper.condition.Condition;
import dev.flipper.store.Change;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.MemoryFeatureFlagStore;
import dev.flipper.store.testing.LoggedLines;
import dev.flipper.store.thrift.idl.FeatureFlagStoreItem;
import dev.flipper.store.thrift.idl.FeatureFlagStoreMeta;
import dev.flipper.store.thrift.idl.FlipperException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server that has only the methods of the original, and what it makes of changes that meet others. */
class OriginalServiceTest {

    private static final FlagDefinition FLAG = FlagDefinition.of("flag", true, Instant.EPOCH, Map.of());

    private final LoggedLines logged = new LoggedLines();
    private final MemoryFeatureFlagStore flags = new MemoryFeatureFlagStore();

    @AfterEach
    void close() {
        logged.close();
    }

    /** Runs a test against a server that does something else at some calls. */
    private void with(OriginalService service, Consumer<FeatureFlagStore> test) {
        try (ThriftFeatureFlagServer server = new ThriftFeatureFlagServer(
                                ThriftFeatureFlagServer.builder(flags).port(0),
                                changes -> ServiceMethods.original(service))
                        .start();
                ThriftFeatureFlagStore store = new ThriftFeatureFlagStore("127.0.0.1", server.port())) {
            test.accept(store);
        }
    }

    private class Service extends OriginalService {
        Service() {
            super(flags, InstantSource.system());
        }
    }

    @Test
    void isToldOnce() {
        with(new Service(), store -> {
            for (int i = 0; i < 3; i++) {
                assertThat(store.get("flag")).isNull();
            }
            assertThat(logged.warnings()).hasSize(1);
        });
    }

    @Test
    void takesWholeFlags() {
        FlagDefinition flag = FLAG.withCondition(Condition.of("age__gt", 17)).withClientData(Map.of("x", 1.0));
        with(new Service(), store -> {
            assertThat(store.create(flag)).isTrue();
            assertThat(flags.get("flag")).isEqualTo(flag);
            FlagDefinition both = flag.withEnabled(false).withClientData(Map.of());
            assertThat(store.update("flag", before -> both)).isEqualTo(new Change(flag, both));
            assertThat(flags.get("flag")).isEqualTo(both);
            assertThat(store.delete("flag")).isEqualTo(new Change(both, null));
        });
    }

    @Test
    void tellsWhatIsStoredWhereSomethingWasLost() {
        FlagDefinition newer = FlagDefinition.fromJson(
                "{\"feature_name\": \"flag\", \"is_enabled\": true, \"owner\": 1, \"meta\": {\"created_date\": 1.5}}");
        with(new Service(), store -> {
            assertThat(store.create(FLAG)).isTrue();
            Change change = store.update("flag", before -> newer);
            assertThat(change.after()).isEqualTo(store.get("flag")).isNotEqualTo(newer);
        });
    }

    @Test
    void mayRefuseAFlagThatSomebodyElseHasJustCreated() {
        with(
                new Service() {
                    @Override
                    FeatureFlagStoreItem create(String name, boolean enabled, String data) throws FlipperException {
                        flags.create(FLAG);
                        return super.create(name, enabled, data);
                    }
                },
                store -> assertThat(store.create(FLAG.withEnabled(false))).isFalse());
        assertThat(flags.get("flag")).isEqualTo(FLAG);
    }

    @Test
    void mayRefuseAFlagForAnotherReason() {
        with(
                new Service() {
                    @Override
                    FeatureFlagStoreItem create(String name, boolean enabled, String data) throws FlipperException {
                        throw Refusals.refused("this service is for reading");
                    }
                },
                store -> assertThatExceptionOfType(StoreException.class)
                        .isThrownBy(() -> store.create(FLAG))
                        .withMessageContaining("could not be changed in")
                        .withMessageEndingWith(": this service is for reading"));
    }

    @Test
    void mayLoseAFlagBetweenTwoParts() {
        with(
                new Service() {
                    @Override
                    void setMeta(String name, FeatureFlagStoreMeta meta) throws FlipperException {
                        flags.delete(name);
                        super.setMeta(name, meta);
                    }
                },
                store -> {
                    assertThat(store.create(FLAG)).as("it was there").isTrue();
                    flags.create(FLAG);
                    assertThat(store.update(
                                    "flag", flag -> flag.withEnabled(false).withClientData(Map.of("x", 1))))
                            .isNull();
                    flags.create(FLAG);
                    assertThat(store.update("flag", flag -> flag.withClientData(Map.of("x", 1))))
                            .isNull();
                });
    }

    @Test
    void mayFailBetweenTwoParts() {
        with(
                new Service() {
                    @Override
                    void setMeta(String name, FeatureFlagStoreMeta meta) throws FlipperException {
                        throw Refusals.refused("the disk is full");
                    }
                },
                store -> {
                    flags.create(FLAG);
                    assertThatExceptionOfType(StoreException.class)
                            .isThrownBy(() -> store.update(
                                    "flag", flag -> flag.withEnabled(false).withClientData(Map.of("x", 1))))
                            .withMessageEndingWith(
                                    "which of the two is not known: a part of it has been made: the disk is" + " full");
                    assertThatExceptionOfType(StoreException.class)
                            .isThrownBy(() -> store.update("flag", flag -> flag.withClientData(Map.of("x", 1))))
                            .withMessageContaining("could not be changed in")
                            .withMessageEndingWith(": the disk is full");
                });
    }

    @Test
    void mayBeLostBetweenTwoParts() {
        with(
                new Service() {
                    @Override
                    void setMeta(String name, FeatureFlagStoreMeta meta) {
                        throw new AssertionError("the stable has burnt down, and no answer is sent");
                    }
                },
                store -> {
                    flags.create(FLAG);
                    assertThatExceptionOfType(StoreException.class)
                            .isThrownBy(() -> store.update(
                                    "flag", flag -> flag.withEnabled(false).withClientData(Map.of("x", 1))))
                            .withMessageEndingWith(
                                    "a part of it has been made: the other side has closed the connection");
                    assertThat(flags.get("flag")).isEqualTo(FLAG.withEnabled(false));
                });
    }

    @Test
    void mayLoseAFlagThatIsBeingRemoved() {
        with(
                new Service() {
                    @Override
                    void delete(String name) throws FlipperException {
                        flags.delete(name);
                        super.delete(name);
                    }
                },
                store -> {
                    flags.create(FLAG);
                    assertThat(store.delete("flag")).isNull();
                });
    }

    @Test
    void mayRefuseToRead() {
        with(
                new Service() {
                    @Override
                    FeatureFlagStoreItem get(String name) throws FlipperException {
                        throw Refusals.refused("the disk is broken");
                    }

                    @Override
                    List<FeatureFlagStoreItem> list(long limit, long offset) {
                        return List.of(
                                FlagStructs.item(FLAG),
                                new FeatureFlagStoreItem().setFeature_name("broken"),
                                new FeatureFlagStoreItem());
                    }
                },
                store -> {
                    assertThatExceptionOfType(StoreException.class)
                            .isThrownBy(() -> store.get("flag"))
                            .withMessageContaining("could not be read")
                            .withMessageEndingWith("the disk is broken");
                    Seen seen = new Seen();
                    store.list(10, 0, seen);
                    assertThat(seen.flags).containsExactly("flag");
                    assertThat(seen.unreadable).containsExactlyInAnyOrder("broken", "");
                });
    }
}
