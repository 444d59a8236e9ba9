package dev.flipper.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The files and commands that docs/jmx.md gives for users, roles and TLS in plain Java: who gets in, and may do what.
 */
@Timeout(180)
class JmxAccessTest {

    private static final String FLAG = "LOUD_HORSES";

    @TempDir
    static Path directory;

    private static JmxAccessSetting setting;

    @BeforeAll
    static void start() throws Exception {
        setting = new JmxAccessSetting(directory);
    }

    @AfterAll
    static void stop() {
        if (setting != null) {
            setting.close();
        }
    }

    @Test
    void theSwitcherSwitches() throws Exception {
        assertThat(setting.flagSwitch("switcher", "horses-4-all", FLAG, "true"))
                .containsExactly(FLAG + ": false", FLAG + ": true");
        assertThat(setting.flagSwitch("switcher", "horses-4-all", FLAG, "false"))
                .containsExactly(FLAG + ": true", FLAG + ": false");
    }

    @Test
    void theReaderReadsOnly() throws Exception {
        List<String> refused = setting.flagSwitch("reader", "look-at-4-horses", "NEW_SADDLES", "false");

        assertThat(refused)
                .contains("NEW_SADDLES: true")
                .anyMatch(line -> line.contains("java.lang.SecurityException: Access denied! Invalid access level for"
                        + " requested MBeanServer operation."));
        assertThat(setting.flagSwitch("reader", "look-at-4-horses", "NEW_SADDLES"))
                .containsExactly("NEW_SADDLES: true");
    }

    @Test
    void nobodyElseGetsIn() throws Exception {
        assertThat(setting.flagSwitch("reader", "horses-4-all", FLAG))
                .noneMatch(line -> line.startsWith(FLAG))
                .anyMatch(line -> line.contains("SecurityException: Authentication failed!"));
    }

    @Test
    void aStrangersCertificateIsNotTrusted() throws Exception {
        assertThat(setting.flagSwitchOfAStranger("reader", "look-at-4-horses", FLAG))
                .noneMatch(line -> line.startsWith(FLAG))
                .anyMatch(line -> line.contains("unable to find valid certification path"));
    }
}
