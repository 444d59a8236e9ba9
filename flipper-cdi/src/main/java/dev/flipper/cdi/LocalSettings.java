package dev.flipper.cdi;

import dev.flipper.setting.Setting;
import dev.flipper.store.CachedFeatureFlagStore;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.MirroredFeatureFlagStore;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.stream.Stream;

/** What stands between a client and its store, as the settings have it. */
final class LocalSettings {

    private enum Kind {
        MIRROR,
        CACHE,
        NONE
    }

    private static final Setting<Kind> LOCAL = Setting.oneOf("local", Kind.class);
    private static final Setting<Integer> CACHE_SIZE = Setting.integer("cache.size", 1, Integer.MAX_VALUE);
    private static final Setting<Duration> CACHE_TTL =
            Setting.duration("cache.ttl", Duration.ofMillis(1), Duration.ofDays(365));

    /** For a cache that nobody tells of changes. */
    private static final Duration TTL_WITHOUT_NOTIFICATIONS = Duration.ofMinutes(15);

    private final String client;
    private final Kind kind;
    private final Optional<Integer> cacheSize;
    private final Optional<Duration> cacheTtl;

    private LocalSettings(String client, Kind kind, Optional<Integer> cacheSize, Optional<Duration> cacheTtl) {
        this.client = client;
        this.kind = kind;
        this.cacheSize = cacheSize;
        this.cacheTtl = cacheTtl;
    }

    static List<String> keys() {
        return Stream.of(LOCAL, CACHE_SIZE, CACHE_TTL).map(Setting::key).toList();
    }

    /** Of a store that the settings choose: a mirror unless they say otherwise, and nothing if it is in memory. */
    static LocalSettings read(ClientKeys keys, SettingReader reader, boolean inMemory) {
        return read(keys, reader, Kind.MIRROR).orNone(inMemory);
    }

    /** Of a store of the application's own, which is taken as it is unless the settings say otherwise. */
    static LocalSettings readOfBean(ClientKeys keys, SettingReader reader) {
        return read(keys, reader, Kind.NONE);
    }

    private static LocalSettings read(ClientKeys keys, SettingReader reader, Kind otherwise) {
        boolean wrong = keys.value(LOCAL.key()) != null && reader.read(LOCAL).isEmpty();
        Kind kind = wrong ? otherwise : reader.read(LOCAL).orElse(otherwise);
        if (kind != Kind.CACHE && !wrong) {
            warnOfCacheSettings(keys);
        }
        return new LocalSettings(keys.client(), kind, reader.read(CACHE_SIZE), reader.read(CACHE_TTL));
    }

    private static void warnOfCacheSettings(ClientKeys keys) {
        for (Setting<?> setting : List.of(CACHE_SIZE, CACHE_TTL)) {
            if (keys.value(setting.key()) != null) {
                SettingsMessages.withoutCache(
                        keys.full(setting.key()), keys.source(setting.key()), keys.full(LOCAL.key()));
            }
        }
    }

    private LocalSettings orNone(boolean none) {
        return none ? new LocalSettings(client, Kind.NONE, cacheSize, cacheTtl) : this;
    }

    /** Puts it before a store. */
    FeatureFlagStore before(FeatureFlagStore store, Function<String, ThreadFactory> threads) {
        return switch (kind) {
            case NONE -> store;
            case MIRROR ->
                MirroredFeatureFlagStore.builder(store)
                        .threadFactory(threads.apply("flipper-mirror-" + client))
                        .build();
            case CACHE -> cacheBefore(store);
        };
    }

    private FeatureFlagStore cacheBefore(FeatureFlagStore store) {
        CachedFeatureFlagStore.Builder builder = CachedFeatureFlagStore.builder(store);
        builder.timeToLiveWithoutNotifications(cacheTtl.orElse(TTL_WITHOUT_NOTIFICATIONS));
        cacheTtl.ifPresent(builder::timeToLive);
        cacheSize.ifPresent(builder::maximumSize);
        return builder.build();
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
