package dev.flipper.store.s3;

import static dev.flipper.store.testing.StoreNode.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flipper.FlagFormatException;
import dev.flipper.store.Change;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.FlagVisitor;
import dev.flipper.store.testing.ResourceFixture;
import dev.flipper.store.testing.s3.S3Bucket;
import dev.flipper.store.testing.s3.S3MockProcess;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Objects in the bucket that are no flags, as everybody may put there what he likes. */
class OddObjectsTest extends ResourceFixture {

    private static final FlagDefinition FLAG = ServiceFixture.FLAG;
    private static final int LARGEST = 1 << 20;

    private static S3MockProcess server;

    private S3Bucket bucket;
    private S3FeatureFlagStore store;

    @BeforeAll
    static void start() {
        server = S3MockProcess.started();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void open() {
        bucket = server.newBucket();
        store = opened(Stores.builder(bucket).build());
    }

    /** What a visitor sees. */
    private static final class Seen implements FlagVisitor {

        private final List<String> flags = new ArrayList<>();
        private final Map<String, String> problems = new TreeMap<>();

        @Override
        public void flag(FlagDefinition definition) {
            flags.add(definition.name());
        }

        @Override
        public void unreadable(String name, FlagFormatException problem) {
            assertThat(problems.put(name, String.valueOf(problem.getMessage()))).isNull();
        }
    }

    private Seen seen() {
        Seen seen = new Seen();
        store.forEach(seen);
        return seen;
    }

    private void assertIsNoFlag(String key, String why) {
        bucket.put(FLAG.name(), FLAG.toJson());
        for (int i = 0; i < 2; i++) {
            Seen seen = seen();
            assertThat(seen.flags).containsExactly(FLAG.name());
            assertThat(seen.problems).containsOnlyKeys(key);
            assertThat(seen.problems.get(key)).contains(why);
        }
        assertThatThrownBy(() -> store.get(key))
                .isInstanceOf(FlagFormatException.class)
                .hasMessageContaining(why);
        assertThat(store.create(ServiceFixture.flag(key))).isFalse();
        assertThatThrownBy(() -> store.update(key, ServiceFixture::off)).isInstanceOf(FlagFormatException.class);
        assertThat(store.delete(key)).isEqualTo(new Change(null, null));
        assertThat(seen().problems).isEmpty();
    }

    @Test
    void aPictureIsNoFlag() {
        bucket.put("horse.png", new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, (byte) 0xff});
        assertIsNoFlag("horse.png", "UTF-8");
    }

    @Test
    void anEmptyObjectIsNoFlag() {
        bucket.put("empty", "");
        assertIsNoFlag("empty", "is not JSON");
    }

    @Test
    void someOtherDocumentIsNoFlag() {
        bucket.put("settings.json", "{\"color\": \"bay\"}");
        assertIsNoFlag("settings.json", "the member 'meta' is missing");
    }

    @Test
    void anotherFlagIsNoFlagOfThisName() {
        bucket.put("copy", FLAG.toJson());
        assertIsNoFlag("copy", "'A'");
    }

    @Test
    void anObjectThatIsTooLargeIsNotRead() {
        bucket.put("large", new byte[LARGEST + 1]);
        assertIsNoFlag("large", "it has 1048577 bytes, and more than 1048576 are not read");
    }

    @Test
    void aFlagOfTheLargestSizeIsReadAndALargerOneIsRefused() {
        FlagDefinition flag = ofSize(LARGEST);
        assertThat(store.create(flag)).isTrue();
        assertThat(bucket.get("A")).hasSize(LARGEST);
        assertThat(store.get("A")).isEqualTo(flag);
        assertThat(seen().flags).containsExactly("A");
        String refusal = "The flag 'A' was not changed in S3: it has 1048577 bytes, and more than 1048576 are not read";
        assertFails(() -> store.update("A", each -> ofSize(LARGEST + 1))).withMessage(refusal);
        assertThat(bucket.get("A")).isEqualTo(flag.toJson());
        store.delete("A");
        assertFails(() -> store.create(ofSize(LARGEST + 1))).withMessage(refusal);
        assertThat(seen().flags).isEmpty();
    }

    private static FlagDefinition ofSize(int size) {
        int empty = FLAG.withClientData(Map.of("x", "")).toJson().length();
        char[] text = new char[size - empty];
        Arrays.fill(text, 'x');
        return FLAG.withClientData(Map.of("x", new String(text)));
    }

    /** Consoles make it where somebody wants a folder. */
    @Test
    void theMarkOfAFolderIsNothingAndAFlagTakesItsPlace() {
        bucket.put("a/", "");
        assertThat(seen().problems).isEmpty();
        assertThat(store.get("a/")).isNull();
        assertThat(store.update("a/", ServiceFixture::off)).isNull();
        assertThat(store.delete("a/")).isNull();
        FlagDefinition flag = ServiceFixture.flag("a/");
        assertThat(store.create(flag)).isTrue();
        assertThat(store.create(flag)).isFalse();
        assertThat(store.get("a/")).isEqualTo(flag);
        assertThat(seen().flags).containsExactly("a/");
    }

    /** S3 gives no more than 1000 at once. */
    @Test
    void allOfManyFlagsAreListed() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 1100; i++) {
            String name = "%05d + Ünïcode".formatted(i);
            names.add(name);
            bucket.put(name, ServiceFixture.flag(name).toJson());
        }
        assertThat(seen().flags).containsExactlyElementsOf(names);
    }

    @Test
    void namesThatNoObjectCanHaveAreNoFlags() {
        String tooLong = "ü".repeat(513);
        for (String name : List.of("", "a\0b", "\ud800", tooLong)) {
            assertThat(store.get(name)).isNull();
            assertThat(store.update(name, ServiceFixture::off)).isNull();
            assertThat(store.delete(name)).isNull();
        }
        assertFails(() -> store.create(ServiceFixture.flag(tooLong)))
                .withMessage("The flag '" + tooLong + "' cannot be in S3: its name is empty, has a lone surrogate or a"
                        + " NUL, or more than 1024 bytes");
    }
}
