package dev.flipper.testsuite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flipper.FeatureFlag;
import dev.flipper.FeatureFlagClient;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;

/** The example as it is built, but for its settings: its flags are in a server that is shared with others. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
abstract class ExampleOnServer {

    private static final String SETTINGS = "WEB-INF/classes/META-INF/microprofile-config.properties";

    private final Pages pages = new Pages();

    /** Gives the example with settings that come behind its own, which they overrule. */
    static WebArchive example(String... settings) throws IOException {
        WebArchive example =
                ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("example.war")));
        String all = text(example) + "\n" + String.join("\n", settings);
        example.delete(SETTINGS);
        return example.add(new StringAsset(all), SETTINGS);
    }

    private static String text(WebArchive example) throws IOException {
        try (InputStream settings = example.get(SETTINGS).getAsset().openStream()) {
            return new String(settings.readAllBytes(), UTF_8);
        }
    }

    /**
     * Asserts that the example has put its flags where the node finds them, and follows a change.
     *
     * @param enableLoudHorses changes the flag, by the node or past it
     */
    void assertIsFollowed(FeatureFlagClient node, Runnable enableLoudHorses) {
        assertThat(node.list()).extracting(FeatureFlag::name).containsExactly("IMPROVED_HORSE_SOUNDS", "LOUD_HORSES");
        assertThat(sound(7)).isEqualTo("Neigh");

        enableLoudHorses.run();

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(sound(2)).isEqualTo("NEIGH!"));
    }

    private String sound(int rider) {
        return pages.get("horses/api/sound?rider=" + rider).replaceAll(".*\"sound\":\"([^\"]*)\".*", "$1");
    }
}
