package dev.flipper.store.s3;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkServiceException;

/** S3 has not done what it was asked for. The message says why, in words that follow "could not be read from …: ". */
final class S3Failure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int NOT_IMPLEMENTED = 501;

    private final boolean mayBeDone;

    private S3Failure(boolean mayBeDone, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.mayBeDone = mayBeDone;
    }

    /** S3 was not asked, or has refused. */
    static S3Failure notDone(String message, @Nullable Throwable cause) {
        return new S3Failure(false, message, cause);
    }

    /** There is no knowing whether S3 has done it. */
    static S3Failure unknown(String message, @Nullable Throwable cause) {
        return new S3Failure(true, message, cause);
    }

    /** Makes one of what nobody has thought of, as of an answer that the SDK stumbles over. */
    static S3Failure of(Throwable failure) {
        S3Failure known = in(failure);
        return known == null ? unknown(String.valueOf(failure), failure) : known;
    }

    /** Gives the one that the SDK was told of on the way, and has wrapped; null if there is none. */
    static @Nullable S3Failure in(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof S3Failure known) {
                return known;
            }
        }
        return null;
    }

    /** Tells whether a change that failed by this may have been made nevertheless. */
    boolean mayBeDone() {
        return mayBeDone;
    }

    /** Tells whether the service has said that it cannot do such a thing. */
    boolean isNotImplemented() {
        return getCause() instanceof SdkServiceException answer && answer.statusCode() == NOT_IMPLEMENTED;
    }
}
