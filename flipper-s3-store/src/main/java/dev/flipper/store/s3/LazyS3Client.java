package dev.flipper.store.s3;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
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
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * The SDK's client, made when it is first needed, as the SDK may ask the machine that it runs on for the region, and
 * again if that fails. Thread-safe.
 */
final class LazyS3Client implements AutoCloseable {

    private static final int ATTEMPTS = 3;

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
            ScheduledThreadPoolExecutor clock,
            @Nullable DefaultCredentialsProvider credentials) {

        void close() {
            try (credentials;
                    client) {
                clock.shutdownNow();
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
                throw TimeLimit.exceeded(connection.timeout());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw S3Failure.notDone("the thread was interrupted", e);
        }
    }

    private Made make() {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, connection.threads());
        clock.setRemoveOnCancelPolicy(true);
        DefaultCredentialsProvider found = connection.credentials() == null
                ? DefaultCredentialsProvider.builder().build()
                : null;
        try {
            S3ClientBuilder builder = S3Client.builder()
                    .credentialsProvider(found == null ? connection.credentials() : found)
                    .forcePathStyle(connection.pathStyle())
                    // Services other than Amazon's do not know all of this, and String and signature say as much.
                    .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                    .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                    .serviceConfiguration(service -> service.chunkedEncodingEnabled(false)
                            // The HTTP client would wait seconds for an answer that some services never give.
                            .expectContinueEnabled(false))
                    .httpClientBuilder(UrlConnectionHttpClient.builder()
                            .connectionTimeout(connection.timeout())
                            .socketTimeout(connection.timeout()))
                    .overrideConfiguration(override -> override.apiCallTimeout(connection.timeout())
                            .scheduledExecutorService(clock)
                            .retryStrategy(whenRefused()));
            locate(builder);
            return new Made(builder.build(), clock, found);
        } catch (Throwable e) {
            clock.shutdownNow();
            throw e;
        }
    }

    /**
     * What may have been done must not be done again: a change that was made by the first attempt would look like
     * somebody else's to the second.
     */
    private static RetryStrategy whenRefused() {
        return StandardRetryStrategy.builder()
                .maxAttempts(ATTEMPTS)
                .retryOnException(e -> e instanceof SdkServiceException refusal && refusal.isThrottlingException())
                .treatAsThrottling(e -> e instanceof SdkServiceException)
                .build();
    }

    private void locate(S3ClientBuilder builder) {
        builder.region(region());
        if (connection.endpoint() != null) {
            builder.endpointOverride(connection.endpoint());
        }
    }

    private Region region() {
        if (connection.region() != null) {
            return Region.of(connection.region());
        }
        return connection.endpoint() == null ? regionOfMachine() : regionOfService();
    }

    /** Outside of Amazon's cloud the SDK waits for seconds for an answer of the machine's. */
    private Region regionOfMachine() {
        return TimeLimit.within(
                connection.timeout(),
                connection.threads(),
                () -> DefaultAwsRegionProviderChain.builder().build().getRegion());
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

    /** Whoever is making a client meanwhile closes it, too. */
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
