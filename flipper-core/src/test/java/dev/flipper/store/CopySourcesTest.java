package dev.flipper.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.store.CopySources.Found;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The order and the mapping of names are those of MicroProfile Config's specification. */
class CopySourcesTest {

    private static final String KEY = "flipper.client.eu-west.s3.access-key-id";

    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> file = new HashMap<>();
    private final CopySources sources = new CopySources(properties, environment, file, "flags.properties");

    @Test
    void systemPropertiesComeFirstAndTheFileLast() {
        assertThat(sources.find(KEY)).isNull();
        file.put(KEY, "file");
        assertThat(sources.find(KEY)).isEqualTo(new Found("file", "flags.properties"));
        environment.put("FLIPPER_CLIENT_EU_WEST_S3_ACCESS_KEY_ID", "environment");
        assertThat(sources.find(KEY))
                .isEqualTo(
                        new Found("environment", "the environment variable FLIPPER_CLIENT_EU_WEST_S3_ACCESS_KEY_ID"));
        properties.put(KEY, "property");
        assertThat(sources.find(KEY)).isEqualTo(new Found("property", "the system properties"));
    }

    @Test
    void ofTheVariablesTheExactNameComesFirst() {
        environment.put("FLIPPER_CLIENT_EU_WEST_S3_ACCESS_KEY_ID", "3");
        environment.put("flipper_client_eu_west_s3_access_key_id", "2");
        assertThat(sources.find(KEY).text()).isEqualTo("2");
        environment.put(KEY, "1");
        assertThat(sources.find(KEY).text()).isEqualTo("1");
    }

    @Test
    void nothingHidesWhatTheNextSourceSays() {
        file.put(KEY, "file");
        properties.put(KEY, "");
        assertThat(sources.find(KEY)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "a$b, a$b, false",
        "a\\$b, a$b, false",
        "\\${a}, ${a}, false",
        "a${b}, a${b}, true",
        "\\${a}${b}, ${a}${b}, true",
        "${a, ${a, true",
        "a\\b, a\\b, false"
    })
    void aDollarMayBeEscaped(String text, String value, boolean expression) {
        Found found = new Found(text, "a test");
        assertThat(found.value()).isEqualTo(value);
        assertThat(found.isExpression()).isEqualTo(expression);
    }
}
