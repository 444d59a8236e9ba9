package dev.flipper.store.s3;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** Sets up an {@link S3FeatureFlagStore}. Not thread-safe. */
public final class S3FeatureFlagStoreBuilder {

    static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(1);
    static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);
    static final Duration SHORTEST_INTERVAL = Duration.ofMillis(10);
    static final Duration LONGEST_INTERVAL = Duration.ofDays(1);

    private final String bucket;
    private @Nullable String region;
    private @Nullable URI endpoint;
    private boolean pathStyle;
    private @Nullable AwsCredentialsProvider credentials;
    private Duration timeout = Duration.ofSeconds(5);
    private Duration pollInterval = Duration.ofSeconds(5);
    private boolean lastWriterWins;
    private ThreadFactory threads = task -> {
        Thread thread = new Thread(task, "flipper-s3");
        thread.setDaemon(true);
        return thread;
    };

    S3FeatureFlagStoreBuilder(String bucket) {
        this.bucket = S3Names.bucket(bucket);
    }

    /**
     * Sets the region that has the bucket.
     *
     * @param newRegion its name, as {@code eu-central-1}; unless set the SDK finds it as it always does (a system
     *     property, an environment variable, a profile, the machine in Amazon's cloud), and for an
     *     {@linkplain #endpoint endpoint} of one's own it is {@code us-east-1} where no such thing says otherwise
     * @return this builder
     * @throws IllegalArgumentException if it has other characters than small letters, digits and hyphens
     */
    public S3FeatureFlagStoreBuilder region(String newRegion) {
        region = S3Names.region(newRegion);
        return this;
    }

    /**
     * Sets the address of a service with the interface of S3.
     *
     * @param newEndpoint an address of {@code http} or {@code https}, as {@code http://localhost:9000}; Amazon's unless
     *     set
     * @return this builder
     * @throws IllegalArgumentException if that is no such address
     */
    public S3FeatureFlagStoreBuilder endpoint(URI newEndpoint) {
        endpoint = S3Names.endpoint(newEndpoint.toString());
        return this;
    }

    /**
     * Sets whether the name of the bucket is a part of the path of each address, which most services other than
     * Amazon's want.
     *
     * @param newPathStyle false unless set: it is a part of the host's name
     * @return this builder
     */
    public S3FeatureFlagStoreBuilder pathStyle(boolean newPathStyle) {
        pathStyle = newPathStyle;
        return this;
    }

    /**
     * Sets what says to the service who we are.
     *
     * @param newCredentials gives the credentials, and stays the caller's; unless set the SDK looks for them as it
     *     always does (system properties, environment variables, a profile, the container or machine in Amazon's cloud)
     * @return this builder
     */
    public S3FeatureFlagStoreBuilder credentials(AwsCredentialsProvider newCredentials) {
        credentials = Objects.requireNonNull(newCredentials, "credentials");
        return this;
    }

    /**
     * Sets how long one request to S3 may take, the connection included, and twice that if its answer stops in the
     * middle. A call of the store makes one to read a flag, two to change it, more if somebody else changes it at the
     * same time, and to read all of them one for 1000 flags and one for each flag that it has not read before.
     *
     * @param newTimeout the time, from a millisecond to an hour; 5 seconds unless set
     * @return this builder
     * @throws IllegalArgumentException if it is outside of that
     */
    public S3FeatureFlagStoreBuilder timeout(Duration newTimeout) {
        timeout = within("timeout", newTimeout, SHORTEST_TIMEOUT, LONGEST_TIMEOUT);
        return this;
    }

    /**
     * Sets how often all objects are listed to find out what others have changed, while anybody listens. It costs one
     * request for 1000 flags.
     *
     * @param interval the time, from 10 milliseconds to a day; 5 seconds unless set
     * @return this builder
     * @throws IllegalArgumentException if it is outside of that
     */
    public S3FeatureFlagStoreBuilder pollInterval(Duration interval) {
        pollInterval = within("poll interval", interval, SHORTEST_INTERVAL, LONGEST_INTERVAL);
        return this;
    }

    private static Duration within(String what, Duration time, Duration shortest, Duration longest) {
        if (time.compareTo(shortest) < 0 || time.compareTo(longest) > 0) {
            throw new IllegalArgumentException(
                    "The " + what + " must be from " + shortest + " to " + longest + ", it is " + time);
        }
        return time;
    }

    /**
     * Sets whether to do without conditional writes: for services that do not support them. Then changes are not
     * atomic. Of two that are made of one flag at the same time, from any two threads or processes, the one that is
     * written last stays, and the other is lost.
     *
     * @param accepted false unless set: without conditional writes nothing is changed
     * @return this builder
     */
    public S3FeatureFlagStoreBuilder lastWriterWins(boolean accepted) {
        lastWriterWins = accepted;
        return this;
    }

    /**
     * Sets where the threads come from in which the store looks for changes, reads many flags at once and ends requests
     * that take too long, for servers that want to make their threads themselves.
     *
     * @param factory makes threads, which run until the store is closed at the latest; daemons named {@code flipper-s3}
     *     unless set
     * @return this builder
     */
    public S3FeatureFlagStoreBuilder threadFactory(ThreadFactory factory) {
        threads = Objects.requireNonNull(factory, "factory");
        return this;
    }

    /**
     * Makes the store. Does no I/O.
     *
     * @return a new store
     */
    public S3FeatureFlagStore build() {
        return new S3FeatureFlagStore(this);
    }

    S3Connection connection() {
        return new S3Connection(bucket, region, endpoint, pathStyle, credentials, timeout, threads);
    }

    Duration interval() {
        return pollInterval;
    }

    boolean acceptsLastWriter() {
        return lastWriterWins;
    }
}
