package dev.flipper.store.s3;

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
    private @Nullable Made made;
    private boolean closed;

    LazyS3Client(S3Connection connection) {
        this.connection = connection;
    }

    /** What was made, and is to be closed. */
    private record Made(
            S3Client client, Timeouts timeouts, @Nullable DefaultCredentialsProvider credentials) {

        void close() {
            try (credentials;
                    client) {
                timeouts.shutdownNow();
            }
        }
    }

    /**
     * Gives the client.
     *
     * @throws S3Failure if the store is closed
     * @throws software.amazon.awssdk.core.exception.SdkException if it cannot be made
     */
    synchronized S3Client get() {
        if (closed) {
            throw S3Failure.notDone("the store is closed", null);
        }
        if (made == null) {
            made = make();
        }
        return made.client();
    }

    /** To be called after a request that failed: marks this thread again if somebody has interrupted it meanwhile. */
    synchronized void restoreInterrupt() {
        if (made != null) {
            made.timeouts().restoreInterrupt();
        }
    }

    private Made make() {
        Timeouts timeouts = new Timeouts(connection.threads());
        DefaultCredentialsProvider found = connection.credentials() == null
                ? DefaultCredentialsProvider.builder().build()
                : null;
        try {
            S3ClientBuilder builder = S3Client.builder()
                    .credentialsProvider(found == null ? connection.credentials() : found)
                    .forcePathStyle(connection.pathStyle())
                    // Services other than Amazon's do not know all of this, and ETag and signature say as much.
                    .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                    .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                    .serviceConfiguration(service -> service.chunkedEncodingEnabled(false)
                            // The HTTP client would wait seconds for an answer that some services never give.
                            .expectContinueEnabled(false))
                    .httpClientBuilder(UrlConnectionHttpClient.builder()
                            .connectionTimeout(connection.timeout())
                            .socketTimeout(connection.timeout()))
                    .overrideConfiguration(override -> override.apiCallTimeout(connection.timeout())
                            .scheduledExecutorService(timeouts)
                            .addExecutionInterceptor(new SentOnce())
                            .retryStrategy(whenRefused()));
            locate(builder);
            return new Made(builder.build(), timeouts, found);
        } catch (Throwable e) {
            timeouts.shutdownNow();
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
                // They would try again whatever has failed on the way.
                .useClientDefaults(false)
                .retryOnException(LazyS3Client::isRefusal)
                .treatAsThrottling(e -> e instanceof SdkServiceException)
                .build();
    }

    /** The clock of this machine may be wrong, which the SDK learns from the refusal. */
    private static boolean isRefusal(Throwable failure) {
        return failure instanceof SdkServiceException refusal
                && (refusal.isThrottlingException() || refusal.isClockSkewException());
    }

    private void locate(S3ClientBuilder builder) {
        if (connection.region() != null) {
            builder.region(Region.of(connection.region()));
        } else if (connection.endpoint() != null) {
            builder.region(regionOfService());
        }
        if (connection.endpoint() != null) {
            builder.endpointOverride(connection.endpoint());
        }
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

    @Override
    public void close() {
        Made old;
        synchronized (this) {
            closed = true;
            old = made;
            made = null;
        }
        if (old != null) {
            old.close();
        }
    }
}
