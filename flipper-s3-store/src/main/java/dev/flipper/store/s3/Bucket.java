package dev.flipper.store.s3;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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

/** The requests to S3 that concern one bucket. They throw {@link S3Failure}. Thread-safe. */
final class Bucket implements AutoCloseable {

    private static final int NOT_MODIFIED = 304;

    /** The condition does not hold; another change is under way, which comes first; what it is about is gone. */
    private static final Set<Integer> CONFLICTS = Set.of(412, 409, 404);

    private static final String NO_BUCKET = "NoSuchBucket";
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
                                        .ifNoneMatch(
                                                known == null
                                                        ? null
                                                        : known.tag().quoted()),
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
        ETag tag = ETag.of(response.eTag());
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
            String next = null;
            do {
                ListObjectsV2Response page = page(next);
                page.contents()
                        .forEach(object ->
                                listed.add(new ListedObject(object.key(), ETag.of(object.eTag()), object.size())));
                next = Boolean.TRUE.equals(page.isTruncated()) ? page.nextContinuationToken() : null;
            } while (next != null);
            return listed;
        });
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
    ETag put(String key, byte[] content, Condition condition) {
        return this.<@Nullable ETag>conditionally(() -> ETag.of(s3.get()
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

    private <T extends @Nullable Object> @Nullable T conditionally(Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            s3.restoreInterrupt();
            if (isConflict(e)) {
                return null;
            }
            throw failures.ofWriting(e);
        }
    }

    private static boolean isConflict(SdkException failure) {
        return failure instanceof S3Exception answer
                && CONFLICTS.contains(answer.statusCode())
                && (answer.awsErrorDetails() == null
                        || !NO_BUCKET.equals(answer.awsErrorDetails().errorCode()));
    }

    private <T extends @Nullable Object> T reading(Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            s3.restoreInterrupt();
            throw failures.ofReading(e);
        }
    }

    /** Ends the connections; later calls fail. */
    @Override
    public void close() {
        s3.close();
    }
}
