package dev.flipper.store.consul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsulAddressTest {

    @ParameterizedTest
    @CsvSource({
        "http://localhost, false, localhost, 8500",
        "https://consul.example.org, true, consul.example.org, 8501",
        "HTTP://127.0.0.1:1/, false, 127.0.0.1, 1",
        "https://[::1]:65535, true, [::1], 65535",
        "' http://a_b ', false, a_b, 8500"
    })
    void hostAndPortAreFound(String text, boolean tls, String host, int port) {
        assertThat(ConsulAddress.parse(text)).isEqualTo(new ConsulAddress(tls, host, port));
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:8500, 'it does not begin with http:// or https://, or more than host and port follow'",
        "http://, 'it does not begin with http:// or https://, or more than host and port follow'",
        "http://a/b, 'it does not begin with http:// or https://, or more than host and port follow'",
        "http://a?b=c, 'it does not begin with http:// or https://, or more than host and port follow'",
        "http://a:0, 'the port has to be from 1 to 65535'",
        "http://a:65536, 'the port has to be from 1 to 65535'",
        "http://me:pw@a, 'there is no user in it: Consul wants a token, which is another setting'"
    })
    void everythingElseIsToldWithoutShowingSecrets(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConsulAddress.parse(text))
                .withMessage(message);
    }

    @Test
    void itIsAnAddressOfEverythingThere() {
        assertThat(ConsulAddress.parse("https://a:1").uri("/v1/x?y=%2F"))
                .isEqualTo(URI.create("https://a:1/v1/x?y=%2F"));
        assertThat(ConsulAddress.LOCAL).hasToString("localhost:8500");
    }
}
