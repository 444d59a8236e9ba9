package dev.flipper.store.s3;

import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** Says in our words what the SDK throws. Immutable. */
final class S3Failures {

    /** The codes by which S3 says that it has been asked for too much, and has not begun. */
    private static final Set<String> REFUSALS = Set.of("SlowDown", "ServiceUnavailable", "RequestLimitExceeded");

    private static final int NOT_IMPLEMENTED = 501;
    private static final int UNAVAILABLE = 503;
    private static final int SERVER_ERROR = 500;
    private static final int FORBIDDEN = 403;

    private final S3Connection connection;

    S3Failures(S3Connection connection) {
        this.connection = connection;
    }

    /** Of a request that reads. */
    S3Failure ofReading(SdkException failure) {
        return failure instanceof AwsServiceException answer
                ? answered(answer, advice(answer.statusCode()))
                : of(failure);
    }

    /** Of a request that changes something. */
    S3Failure ofWriting(SdkException failure) {
        return failure instanceof AwsServiceException answer ? answered(answer, "") : of(failure);
    }

    private S3Failure of(SdkException failure) {
        S3Failure known = S3Failure.in(failure);
        if (known != null) {
            return known;
        }
        if (isCausedBy(failure, S3Failures::isInterruption) && !isCausedBy(failure, S3Failures::isTimeout)) {
            // The SDK takes the mark off where it throws this.
            Thread.currentThread().interrupt();
            return S3Failure.unknown("the thread was interrupted", failure);
        }
        if (isCausedBy(failure, S3Failures::isTimeout)) {
            return S3Failure.unknown(
                    "there was no answer within " + connection.timeout().toMillis() + " ms", failure);
        }
        return notReached(failure);
    }

    private static boolean isInterruption(Throwable cause) {
        return cause instanceof AbortedException
                || cause instanceof InterruptedException
                || cause instanceof InterruptedIOException;
    }

    private static boolean isTimeout(Throwable cause) {
        return cause instanceof ApiCallTimeoutException
                || cause instanceof ApiCallAttemptTimeoutException
                || cause instanceof SocketTimeoutException;
    }

    private S3Failure notReached(SdkException failure) {
        if (isCausedBy(failure, UnknownHostException.class::isInstance)) {
            return S3Failure.notDone("it cannot be connected to, as nobody knows the host" + adviceOfHost(), failure);
        }
        if (isCausedBy(
                failure, cause -> cause instanceof ConnectException || cause instanceof NoRouteToHostException)) {
            return S3Failure.notDone(
                    "it cannot be connected to: " + rootOf(failure).getMessage(), failure);
        }
        String message = String.valueOf(failure.getMessage());
        if (message.startsWith("Unable to load credentials")) {
            return S3Failure.notDone(
                    "there are no credentials: set s3.access-key-id and s3.secret-access-key, or give them where the SDK"
                            + " looks for them (environment variables, a profile, the role of the machine)",
                    failure);
        }
        if (message.startsWith("Unable to load region")) {
            return S3Failure.notDone(
                    "there is no region: set s3.region, or give it where the SDK looks for it (an environment variable, a"
                            + " profile, the machine)",
                    failure);
        }
        return S3Failure.unknown(message, failure);
    }

    /** The host's name begins with that of the bucket, which few services but Amazon's have a host for. */
    private String adviceOfHost() {
        return connection.endpoint() == null || connection.pathStyle()
                ? ""
                : "; a service that has none for each bucket takes s3.path-style=true";
    }

    private static S3Failure answered(AwsServiceException answer, String advice) {
        AwsErrorDetails details = answer.awsErrorDetails();
        int status = answer.statusCode();
        String words = details == null ? String.valueOf(answer.getMessage()) : text(details);
        String message = "it answered " + status + " " + words + advice;
        return hasNotBegun(answer) ? S3Failure.notDone(message, answer) : S3Failure.unknown(message, answer);
    }

    /** A gateway's own 503 may come after the service has been asked. */
    private static boolean hasNotBegun(AwsServiceException answer) {
        return answer.statusCode() < SERVER_ERROR
                || answer.statusCode() == NOT_IMPLEMENTED
                || (answer.statusCode() == UNAVAILABLE && REFUSALS.contains(code(answer)));
    }

    /** Gives S3's code of an error; an empty text if the answer has none. */
    static String code(AwsServiceException answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        return details == null || details.errorCode() == null ? "" : details.errorCode();
    }

    private static String text(AwsErrorDetails details) {
        return text(details.errorCode()) + ": " + text(details.errorMessage());
    }

    private static String text(@Nullable String part) {
        return part == null ? "(nothing)" : part;
    }

    private static String advice(int status) {
        return status == FORBIDDEN
                ? " (it takes the right to list the bucket too: without it S3 answers so for each flag that there is"
                        + " not)"
                : "";
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static boolean isCausedBy(Throwable failure, Predicate<Throwable> cause) {
        return Stream.iterate(failure, next -> next != null, Throwable::getCause)
                .anyMatch(cause);
    }
}
