package dev.flipper.testsuite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The example as it is built, but for its settings, by which it shares its flags. */
final class SharedExample {

    private static final String SETTINGS = "WEB-INF/classes/META-INF/microprofile-config.properties";

    private SharedExample() {}

    /** Gives the example with more settings than it has. */
    static WebArchive with(String... settings) throws IOException {
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

    /** Asks the running example what a rider hears. */
    static String sound(int rider) {
        return new Pages().get("horses/api/sound?rider=" + rider).replaceAll(".*\"sound\":\"([^\"]*)\".*", "$1");
    }
}
