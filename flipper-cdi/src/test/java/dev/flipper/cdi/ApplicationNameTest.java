package dev.flipper.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ApplicationNameTest {

    @Test
    void isEmptyOutsideOfAServer() {
        assertThat(ApplicationName.find()).isEmpty();
        assertThat(ApplicationName.of("", "", null)).isEmpty();
        assertThat(ApplicationName.of("", "", "horses")).isEmpty();
    }

    @Test
    void aWarThatStandsAloneIsTheApplication() {
        assertThat(ApplicationName.of("horses", "horses", "horses")).isEqualTo("horses");
        assertThat(ApplicationName.of("horses", "", "horses"))
                .as("a server that does not name the module yet")
                .isEqualTo("horses");
        assertThat(ApplicationName.of("renamed", "renamed", "horses"))
                .as("a name in web.xml")
                .isEqualTo("renamed");
    }

    @Test
    void aWarOfAnEarIsNamedWithIt() {
        assertThat(ApplicationName.of("farm", "horses", "horses")).isEqualTo("farm/horses");
        assertThat(ApplicationName.of("farm", "", "horses"))
                .as("while the EAR as a whole starts")
                .isEqualTo("farm/horses");
        assertThat(ApplicationName.of("farm", "cows", "horses"))
                .as("a server that names another module")
                .isEqualTo("farm/horses");
    }

    @Test
    void aLibraryOfAnEarBelongsToAllOfIt() {
        assertThat(ApplicationName.of("farm", "horses", null)).isEqualTo("farm");
    }
}
