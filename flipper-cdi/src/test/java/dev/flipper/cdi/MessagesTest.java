package dev.flipper.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Texts that no other test shows. */
class MessagesTest {

    @Test
    void theClientIsOpen() {
        try (LogRecords log = LogRecords.of("dev.flipper.cdi");
                Application application = Application.start(Map.of("flipper.flags.A", "true"))) {
            assertThat(application).isNotNull();
            assertThat(log.messages())
                    .containsExactly(
                            "FLIPPER-0001: The feature flag client 'default' is open on the store 'memory', local: none;"
                                    + " flags declared by settings: 1");
        }
    }

    /** Without an implementation the API itself throws this. */
    @Test
    void microProfileConfigIsMissing() {
        assertThat(SettingsMessages.noConfiguration(
                        new IllegalStateException("No ConfigProviderResolver implementation found!")))
                .isEqualTo("FLIPPER-1014: MicroProfile Config is missing (java.lang.IllegalStateException: No"
                        + " ConfigProviderResolver implementation found!). Enable it in the server; outside of one add"
                        + " an implementation, io.smallrye.config:smallrye-config for example");
    }
}
