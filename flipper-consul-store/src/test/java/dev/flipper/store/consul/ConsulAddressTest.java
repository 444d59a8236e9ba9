package dev.flipper.store.consul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.net.http.HttpRequest;
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
        "https://[fe80::1%eth0], true, [fe80::1%eth0], 8501",
        "' http://a-b ', false, a-b, 8500"
    })
    void hostAndPortAreFound(String text, boolean tls, String host, int port) {
        ConsulAddress address = ConsulAddress.parse(text);
        assertThat(address).isEqualTo(new ConsulAddress(tls, host, port));
        assertThat(HttpRequest.newBuilder(address.uri("/")).build().uri().getHost())
                .isEqualTo(host);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:8500, 'it does not begin with http:// or https://, or more than host and port follow'",
        "http://, 'it does not begin with http:// or https://, or more than host and port follow'",
        "http://a/b, 'it does not begin with http:// or https://, or more than host and port follow'",
        "http://a?b=c, 'it does not begin with http:// or https://, or more than host and port follow'",
        "http://a:0, 'the port has to be from 1 to 65535'",
        "http://a:65536, 'the port has to be from 1 to 65535'",
        "http://a_b:8500, 'Java takes no such host; underscores are not allowed'",
        "http://10.1:8500, 'Java takes no such host; underscores are not allowed'",
        "http://[::::], 'Java takes no such host; underscores are not allowed'",
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
