package dev.flipper.store.s3;

import dev.flipper.store.ChangeWatch;
import dev.flipper.store.PolledVersions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * A bucket as a watch of its flags sees it: S3 tells nobody of changes, so all objects are listed once in a while, and
 * their tags compared. Nothing else is transferred.
 */
final class WatchedBucket implements ChangeWatch.Backend {

    private final Bucket bucket;
    private final PolledVersions<String> versions;
    private final Duration pollInterval;
    private final String place;

    WatchedBucket(Bucket bucket, PolledVersions<String> versions, Duration pollInterval, String place) {
        this.bucket = bucket;
        this.versions = versions;
        this.pollInterval = pollInterval;
        this.place = place;
    }

    @Override
    public Duration watch(ChangeWatch watch) {
        versions.changes(this::tags).ifPresentOrElse(changed -> changed.forEach(watch::changed), watch::connected);
        watch.connectedIfNot();
        watch.holds();
        return pollInterval;
    }

    private Map<String, String> tags() {
        Map<String, String> tags = new HashMap<>();
        bucket.list().forEach(object -> tags.put(object.key(), object.tag()));
        return tags;
    }

    @Override
    public void failed() {
        versions.forget();
    }

    @Override
    public String place() {
        return place;
    }
}
