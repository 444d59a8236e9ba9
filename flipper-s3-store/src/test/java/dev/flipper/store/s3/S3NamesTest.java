package dev.flipper.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3NamesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "flags",
                "a.b-c_D9",
                "arn:aws:s3:eu-central-1:123456789012:accesspoint/flags",
                "flags--euc1-az1--x-s3"
            })
    void bucketsAreTakenAsTheyAre(String name) {
        assertThat(S3Names.bucket(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a/b", "ü", "arn:", "a?b", "a\n"})
    void whatIsNoBucketIsTold(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> S3Names.bucket(name))
                .withMessage(
                        "a bucket's name has letters, digits, dots, hyphens and underscores only, and at least one;"
                                + " '" + name + "' is none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "EU", "eu central", "eu.central.1", "eu/1"})
    void whatIsNoRegionIsTold(String name) {
        assertThat(S3Names.region("eu-central-1")).isEqualTo("eu-central-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> S3Names.region(name))
                .withMessage("a region's name has small letters, digits and hyphens only, and at least one; '" + name
                        + "' is none");
    }

    @Test
    void anEndpointMayHaveAPortAndAPath() {
        for (String address : new String[] {"http://localhost:9000", "HTTPS://a-b/c/d", "https://[::1]"}) {
            assertThat(S3Names.endpoint(address)).isEqualTo(URI.create(address));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:9000, it does not begin with http:// or https://",
        "ftp://a, it does not begin with http:// or https://",
        "a, it does not begin with http:// or https://",
        "http:///a, it has no host",
        "http://a_b:9000, it has no host",
        "http://id:hunter2@a, 'it has more than a host, a port and a path; credentials have settings of their own'",
        "http://a?b, 'it has more than a host, a port and a path; credentials have settings of their own'",
        "http://a#b, 'it has more than a host, a port and a path; credentials have settings of their own'"
    })
    void everythingElseIsToldWithoutShowingSecrets(String address, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> S3Names.endpoint(address))
                .withMessage(message);
    }

    @Test
    void whatIsNoAddressAtAllIsToldWithoutShowingSecrets() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> S3Names.endpoint("http://id:hunter2@a b"))
                .withMessage("Illegal character in authority at index 7")
                .withNoCause();
    }
}
