package dev.flipper.store.testing.s3;

import dev.flipper.store.testing.ServerProcess;
import dev.flipper.store.testing.TestFolder;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An S3Mock of a test, which takes any credentials and keeps its objects when it is started again. Its program has to
 * be on the class path of the tests.
 */
public final class S3MockProcess extends ServerProcess {

    private static final String LAUNCHER = "org/springframework/boot/loader/launch/PropertiesLauncher";

    private final AtomicInteger buckets = new AtomicInteger();

    private S3MockProcess() {
        super("S3Mock", TestFolder.create("s3mock"));
    }

    /**
     * Starts a server without buckets, and waits until it answers.
     *
     * @return the server
     */
    public static S3MockProcess started() {
        S3MockProcess server = new S3MockProcess();
        server.startOnFreePort();
        return server;
    }

    @Override
    protected List<String> command(int port) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Most of the time that it takes is that of its start.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dloader.main=" + LocalS3Mock.class.getName(),
                "-Dloader.path=" + Path.of(location(LocalS3Mock.class)),
                "-cp",
                program().toString(),
                LAUNCHER.replace('/', '.'),
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--server.ssl.enabled=false",
                "--com.adobe.testing.s3mock.store.root=" + folder(),
                "--com.adobe.testing.s3mock.store.retain-files-on-exit=true");
    }

    private static URI location(Class<?> type) {
        return URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString());
    }

    /** A jar with jars in it, and what loads them. */
    private static Path program() {
        URL launcher = S3MockProcess.class.getClassLoader().getResource(LAUNCHER + ".class");
        if (launcher == null) {
            throw new IllegalStateException(
                    "S3Mock is not on the class path: com.adobe.testing:s3mock, classifier exec");
        }
        String place = launcher.getPath();
        return Path.of(URI.create(place.substring(0, place.indexOf('!'))));
    }

    @Override
    protected boolean answers() {
        return S3Bucket.isThere(uri());
    }

    /**
     * Gives the address of the server.
     *
     * @return the address, with a port and without a path
     */
    public URI uri() {
        return URI.create("http://" + this);
    }

    /**
     * Makes a bucket.
     *
     * @return a new one, which is empty
     */
    public S3Bucket newBucket() {
        return newBucket("flags-" + buckets.incrementAndGet());
    }

    /**
     * Makes a bucket.
     *
     * @param name its name, which no other one has
     * @return the bucket, which is empty
     */
    public S3Bucket newBucket(String name) {
        S3Bucket bucket = new S3Bucket(uri(), name);
        bucket.create();
        return bucket;
    }
}
