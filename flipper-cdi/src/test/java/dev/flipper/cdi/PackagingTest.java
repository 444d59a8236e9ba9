package dev.flipper.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PackagingTest {

    @Test
    void aWarIsFoundByThePlaceOfItsLibrariesAndClasses() {
        assertThat(Packaging.warIn("/content/farm.ear/horses.war/WEB-INF/lib/flipper-cdi.jar"))
                .isEqualTo("horses");
        assertThat(Packaging.warIn("/content/horses-1.0.war/WEB-INF/classes/")).isEqualTo("horses-1.0");
        assertThat(Packaging.warIn("/applications/farm/horses_war/WEB-INF/lib/flipper-cdi.jar"))
                .as("unpacked by the server")
                .isEqualTo("horses");
        assertThat(Packaging.warIn("file:/applications/horses/WEB-INF/lib/flipper-cdi.jar!/"))
                .isEqualTo("horses");
    }

    @Test
    void whatLiesElsewhereIsInNone() {
        assertThat(Packaging.warIn("/content/farm.ear/lib/flipper-cdi.jar")).isNull();
        assertThat(Packaging.warIn("/content/farm.ear/ejbs.jar/")).isNull();
        assertThat(Packaging.warOf(Packaging.class)).isNull();
        assertThat(Packaging.warOf(String.class)).as("without a place").isNull();
    }
}
