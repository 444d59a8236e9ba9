package dev.flipper.store.s3;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The requests to S3 that concern one bucket. They throw {@link S3Failure}. Thread-safe. */
final class Bucket implements AutoCloseable {

    private static final int NOT_MODIFIED = 304;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;

    private static final Set<String> BUSY = Set.of("ConditionalRequestConflict", "OperationAborted");
    private static final Set<String> ABSENT = Set.of("NoSuchKey", "NotFound");

    private static final String JSON = "application/json";

    private final LazyS3Client s3;
    private final String name;
    private final S3Failures failures;

    Bucket(S3Connection connection) {
        s3 = new LazyS3Client(connection);
        name = connection.bucket();
        failures = new S3Failures(connection);
    }

    /**
     * Reads an object, unless that is known already.
     *
     * @param known what was read before, which is given again if it is still so
     * @return the object, or null if there is none
     */
    @Nullable
    FlagObject get(String key, @Nullable FlagObject known) {
        return this.<@Nullable FlagObject>reading(() -> {
            try {
                return s3.get()
                        .getObject(
                                request -> request.bucket(name)
                                        .key(key)
                                        .ifNoneMatch(known == null ? null : ETags.quoted(known.tag())),
                                (response, content) -> read(key, response, content));
            } catch (NoSuchKeyException e) {
                return null;
            } catch (S3Exception e) {
                if (known != null && e.statusCode() == NOT_MODIFIED) {
                    return known;
                }
                throw e;
            }
        });
    }

    private static FlagObject read(String key, GetObjectResponse response, AbortableInputStream content)
            throws IOException {
        String tag = tag(response.eTag());
        Long size = response.contentLength();
        if (size != null && size > FlagObject.LARGEST) {
            content.abort();
            return FlagObject.tooLarge(key, tag, size);
        }
        byte[] bytes = content.readNBytes(FlagObject.LARGEST + 1);
        if (bytes.length > FlagObject.LARGEST) {
            content.abort();
            return FlagObject.tooLarge(key, tag, bytes.length);
        }
        return FlagObject.of(key, tag, bytes);
    }

    /** Lists all objects, page after page. */
    List<ListedObject> list() {
        return reading(() -> {
            List<ListedObject> listed = new ArrayList<>();
            String token = null;
            do {
                ListObjectsV2Response page = page(token);
                page.contents().forEach(object -> listed.add(listed(object)));
                token = next(page, token);
            } while (token != null);
            return listed;
        });
    }

    private static ListedObject listed(S3Object object) {
        if (object.key() == null || object.size() == null) {
            throw notOfS3("an object of the listing has no key or no size");
        }
        return new ListedObject(object.key(), tag(object.eTag()), object.size());
    }

    /** A page that says nothing of its end is none of a listing, which may look as if the bucket were empty. */
    private static @Nullable String next(ListObjectsV2Response page, @Nullable String token) {
        if (page.isTruncated() == null) {
            throw notOfS3("it is no listing");
        }
        String next = page.isTruncated() ? page.nextContinuationToken() : null;
        if (page.isTruncated() && (next == null || next.equals(token))) {
            throw notOfS3("the listing goes on, and does not say where");
        }
        return next;
    }

    private static String tag(@Nullable String given) {
        String tag = ETags.of(given);
        if (tag.isEmpty()) {
            throw notOfS3("an object has no ETag");
        }
        return tag;
    }

    private static S3Failure notOfS3(String what) {
        return S3Failure.unknown("its answer is not S3's: " + what, null);
    }

    private ListObjectsV2Response page(@Nullable String token) {
        return s3.get().listObjectsV2(request -> request.bucket(name)
                // Some characters of keys are none of XML's. The SDK decodes them.
                .encodingType(EncodingType.URL)
                .continuationToken(token));
    }

    /**
     * Writes an object.
     *
     * @return its tag; null if the condition did not hold
     */
    @Nullable
    String put(String key, byte[] content, Condition condition) {
        return this.<@Nullable String>conditionally(() -> tag(s3.get()
                .putObject(
                        request -> request.bucket(name)
                                .key(key)
                                .contentType(JSON)
                                .ifMatch(condition.ifMatch())
                                .ifNoneMatch(condition.ifNoneMatch()),
                        RequestBody.fromBytes(content))
                .eTag()));
    }

    /**
     * Removes an object.
     *
     * @return false if the condition did not hold
     */
    boolean delete(String key, Condition condition) {
        return this.<@Nullable Boolean>conditionally(() -> {
                    s3.get()
                            .deleteObject(
                                    request -> request.bucket(name).key(key).ifMatch(condition.ifMatch()));
                    return true;
                })
                != null;
    }

    private <T> @Nullable T conditionally(Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            s3.restoreInterrupt();
            if (isConflict(e)) {
                return null;
            }
            throw failures.ofWriting(e);
        } catch (RuntimeException e) {
            throw unexpected(e);
        }
    }

    /** The condition does not hold, another change is under way that comes first, or what it is about is gone. */
    private static boolean isConflict(SdkException failure) {
        return failure instanceof S3Exception answer
                && switch (answer.statusCode()) {
                    case PRECONDITION_FAILED -> true;
                    case CONFLICT -> BUSY.contains(S3Failures.code(answer));
                    case NOT_FOUND -> ABSENT.contains(S3Failures.code(answer));
                    default -> false;
                };
    }

    private <T extends @Nullable Object> T reading(Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            s3.restoreInterrupt();
            throw failures.ofReading(e);
        } catch (RuntimeException e) {
            throw unexpected(e);
        }
    }

    private static S3Failure unexpected(RuntimeException failure) {
        // Nothing is sent before its time is measured.
        return failure instanceof RejectedExecutionException
                ? S3Failure.notDone("the store is closed", failure)
                : S3Failure.of(failure);
    }

    /** Ends the connections; later calls fail. */
    @Override
    public void close() {
        s3.close();
    }
}
