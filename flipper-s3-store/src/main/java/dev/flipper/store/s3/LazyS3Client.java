package dev.flipper.store.s3;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * The SDK's client, made when it is first needed, as the SDK may ask the machine that it runs on for the region, and
 * again if that fails. Thread-safe.
 */
final class LazyS3Client implements AutoCloseable {

    private static final int ATTEMPTS = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private static final String REGION = "in which region this machine is: set s3.region";
    private static final String CREDENTIALS =
            "who we are: set s3.access-key-id and s3.secret-access-key, or look why what gives the credentials is so slow";

    private final S3Connection connection;
    private final ReentrantLock making = new ReentrantLock();
    private volatile @Nullable Made made;
    private volatile boolean closed;

    LazyS3Client(S3Connection connection) {
        this.connection = connection;
    }

    /** What was made, and is to be closed. */
    private record Made(
            S3Client client,
            Timeouts timeouts,
            TimeLimit limit,
            @Nullable DefaultCredentialsProvider credentials) {

        /** What has begun ends in its time: whoever waits for S3 still needs somebody who measures it. */
        void close() {
            try (credentials;
                    client;
                    limit) {
                timeouts.shutdown();
            }
        }
    }

    /**
     * Gives the client. Who comes while another thread makes it waits for that, within the time limit.
     *
     * @throws S3Failure if the store is closed, or if it takes too long
     * @throws software.amazon.awssdk.core.exception.SdkException if it cannot be made
     */
    S3Client get() {
        Made there = made;
        return there == null ? made().client() : there.client();
    }

    private Made made() {
        enter();
        try {
            if (closed) {
                throw S3Failure.notDone("the store is closed", null);
            }
            Made there = made;
            if (there == null) {
                there = make();
                made = there;
            }
            return there;
        } finally {
            making.unlock();
        }
    }

    private void enter() {
        try {
            if (!making.tryLock(connection.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
                throw TimeLimit.exceeded(REGION, connection.timeout());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw S3Failure.notDone("the thread was interrupted", e);
        }
    }

    /** To be called after a request that failed: marks this thread again if somebody has interrupted it meanwhile. */
    void restoreInterrupt() {
        Made there = made;
        if (there != null) {
            there.timeouts().restoreInterrupt();
        }
    }

    private Made make() {
        Timeouts timeouts = new Timeouts(connection.threads());
        // Shorter than that of the call, by which the SDK would interrupt whoever waits.
        TimeLimit limit = new TimeLimit(connection.timeout().multipliedBy(3).dividedBy(4), connection.threads());
        DefaultCredentialsProvider found = connection.credentials() == null
                ? DefaultCredentialsProvider.builder().build()
                : null;
        try {
            return new Made(client(timeouts, limit, found), timeouts, limit, found);
        } catch (Throwable e) {
            timeouts.shutdown();
            limit.close();
            if (found != null) {
                found.close();
            }
            throw e;
        }
    }

    private S3Client client(Timeouts timeouts, TimeLimit limit, @Nullable AwsCredentialsProvider found) {
        AwsCredentialsProvider credentials = connection.credentials() == null ? found : connection.credentials();
        S3ClientBuilder builder = S3Client.builder()
                .credentialsProvider(within(limit, Objects.requireNonNull(credentials)))
                .region(region(limit))
                .forcePathStyle(connection.pathStyle())
                // Services other than Amazon's do not know all of this, and the tag and the signature say as much.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(service -> service.chunkedEncodingEnabled(false)
                        // The HTTP client would wait seconds for an answer that some services never give.
                        .expectContinueEnabled(false))
                .httpClient(new AbortableHttpClient(UrlConnectionHttpClient.builder()
                        .connectionTimeout(connection.timeout())
                        .socketTimeout(connection.timeout())
                        .build()))
                .overrideConfiguration(override -> override.apiCallTimeout(connection.timeout())
                        .scheduledExecutorService(timeouts)
                        .addExecutionInterceptor(new SentOnce())
                        .retryStrategy(whenRefused()));
        if (connection.endpoint() != null) {
            builder.endpointOverride(connection.endpoint());
        }
        return builder.build();
    }

    /** The SDK looks for credentials before it begins to measure the time, and may ask the machine or a service. */
    private static AwsCredentialsProvider within(TimeLimit limit, AwsCredentialsProvider credentials) {
        return credentials instanceof StaticCredentialsProvider
                ? credentials
                : () -> limit.within(CREDENTIALS, credentials::resolveCredentials);
    }

    /**
     * What may have been done must not be done again: a change that was made by the first attempt would look like
     * somebody else's to the second.
     */
    private static RetryStrategy whenRefused() {
        return StandardRetryStrategy.builder()
                .maxAttempts(ATTEMPTS)
                // They would try again whatever has failed on the way.
                .useClientDefaults(false)
                .retryOnException(LazyS3Client::isRefusal)
                .treatAsThrottling(e -> e instanceof SdkServiceException)
                .throttlingBackoffStrategy(BackoffStrategy.exponentialDelay(FIRST_PAUSE, LONGEST_PAUSE))
                .build();
    }

    /** The clock of this machine may be wrong, which the SDK learns from the refusal. */
    private static boolean isRefusal(Throwable failure) {
        return failure instanceof SdkServiceException refusal
                && (refusal.isThrottlingException() || refusal.isClockSkewException());
    }

    private Region region(TimeLimit limit) {
        if (connection.region() != null) {
            return Region.of(connection.region());
        }
        // Outside of Amazon's cloud the SDK waits for seconds for an answer of the machine's.
        return connection.endpoint() == null
                ? limit.within(
                        REGION,
                        () -> DefaultAwsRegionProviderChain.builder().build().getRegion())
                : regionOfService();
    }

    /** Most services do not care. The machine, which may not be one of Amazon's, is not asked. */
    private static Region regionOfService() {
        try {
            return new AwsRegionProviderChain(new SystemSettingsRegionProvider(), new AwsProfileRegionProvider())
                    .getRegion();
        } catch (SdkClientException e) {
            return Region.US_EAST_1;
        }
    }

    /** Waits for whoever is making a client, which is to be closed too. */
    @Override
    public void close() {
        closed = true;
        making.lock();
        try {
            Made old = made;
            made = null;
            if (old != null) {
                old.close();
            }
        } finally {
            making.unlock();
        }
    }
}
