package dev.flipper.store.jpa;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FlagMappingTest {

    private static final FlagTable TABLE = new FlagTable("stable", "order", "user", "value");

    private final FlagMapping mapping = new FlagMapping(TABLE, FlagMappingTest.class.getClassLoader());

    @Test
    void namesAreQuotedAsTheyAre() {
        assertThat(FlagMapping.document(TABLE))
                .contains("<table name='\"order\"' schema='\"stable\"'/>")
                .contains("<id name='name'><column name='\"user\"'/></id>")
                .contains("<basic name='item' optional='false'><column name='\"value\"'/></basic>");
        assertThat(FlagMapping.document(FlagTable.ORIGINAL))
                .contains("<table name='\"feature_flags\"'/>")
                .doesNotContain("schema=");
    }

    @Test
    void theClassLoaderHasTheFile() throws IOException {
        for (URL url : new URL[] {
            Objects.requireNonNull(mapping.getResource(FlagMapping.FILE)),
            Collections.list(mapping.getResources(FlagMapping.FILE)).get(0),
            mapping.url()
        }) {
            try (InputStream stream = url.openStream()) {
                assertThat(new String(stream.readAllBytes(), UTF_8)).isEqualTo(FlagMapping.document(TABLE));
            }
        }
        assertThat(mapping.getResource("META-INF/persistence.xml")).isNull();
        assertThat(Collections.list(mapping.getResources("META-INF/persistence.xml")))
                .isEmpty();
    }

    @Test
    void classesAreThoseOfFlipper() throws ClassNotFoundException {
        assertThat(mapping.loadClass(FlagRow.class.getName())).isSameAs(FlagRow.class);
    }
}
