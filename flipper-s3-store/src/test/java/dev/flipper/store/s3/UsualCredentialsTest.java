package dev.flipper.store.s3;

import static dev.flipper.store.testing.StoreNode.assertFails;
import static dev.flipper.store.testing.StoreNode.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.store.testing.ResourceFixture;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Credentials that nobody has set, and the SDK looks for. */
@Timeout(60)
class UsualCredentialsTest extends ResourceFixture {

    private final Map<String, String> before = new HashMap<>();
    private Service service;

    @BeforeEach
    void open() {
        service = opened(new Service());
        // Of whoever runs this test nothing shall be found.
        set("aws.sharedCredentialsFile", "/nowhere");
        set("aws.configFile", "/nowhere");
    }

    private void set(String property, String value) {
        before.putIfAbsent(property, System.getProperty(property, ""));
        System.setProperty(property, value);
    }

    @AfterEach
    void restore() {
        before.forEach((property, value) -> {
            if (value.isEmpty()) {
                System.clearProperty(property);
            } else {
                System.setProperty(property, value);
            }
        });
    }

    private S3FeatureFlagStoreBuilder builder() {
        return S3FeatureFlagStore.builder("flags").endpoint(service.uri()).pathStyle(true);
    }

    private String authorization(S3FeatureFlagStoreBuilder builder) {
        AtomicReference<String> authorization = new AtomicReference<>();
        service.answerInstead(request -> {
            authorization.set(request.header("Authorization"));
            return null;
        });
        try (S3FeatureFlagStore store = builder.build()) {
            assertThat(store.get("A")).isNull();
        }
        return authorization.get();
    }

    @Test
    void propertiesOfTheSystemAreTaken() {
        set("aws.accessKeyId", "HORSE");
        set("aws.secretAccessKey", "hunter2");
        set("aws.region", "eu-west-3");
        assertThat(authorization(builder())).contains("Credential=HORSE/").contains("/eu-west-3/s3/");
    }

    @Test
    void theRegionOfAnotherServiceIsTheUsualOne() {
        set("aws.accessKeyId", "HORSE");
        set("aws.secretAccessKey", "hunter2");
        assertThat(authorization(builder())).contains("/us-east-1/s3/");
        assertThat(authorization(builder().region("eu-central-1"))).contains("/eu-central-1/s3/");
    }

    @Test
    void withoutCredentialsThatIsTold() {
        set("aws.disableEc2Metadata", "true");
        try (S3FeatureFlagStore store = builder().build()) {
            assertFails(() -> store.get("A"))
                    .withMessage("The flag 'A' could not be read from " + service
                            + ": there are no credentials: set s3.access-key-id and s3.secret-access-key, or give them"
                            + " where the SDK looks for them (environment variables, a profile, the role of the"
                            + " machine)");
            assertFails(() -> store.create(ServiceFixture.FLAG)).withMessageContaining("there are no credentials");
        }
        assertThat(service.requests()).isEmpty();
        eventually(() -> assertThat(StoreThreads.names()).isEmpty());
    }

    /**
     * It is an address of the machine's network, where there may be anything, or nothing that answers. The SDK asks it
     * twice, and would wait a second for each answer.
     */
    @Test
    void theMachineIsAskedWhoWeAreWithinTheTimeLimit() {
        try (Service silent = new Service();
                S3FeatureFlagStore store =
                        builder().timeout(Duration.ofMillis(400)).build()) {
            silent.answerInstead(request -> ServiceReply.SILENCE);
            set("aws.ec2MetadataServiceEndpoint", silent.uri().toString());
            assertFails(() -> store.get("A"))
                    .withMessage("The flag 'A' could not be read from " + service
                            + ": the SDK has not found out within 300 ms who we are: set s3.access-key-id and"
                            + " s3.secret-access-key, or look why what gives the credentials is so slow");
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            assertThat(silent.requests()).isNotEmpty();
        }
        eventually(() -> assertThat(StoreThreads.names()).isEmpty());
    }

    @Test
    void theMachineIsAskedForItsRegionWithinTheTimeLimit() {
        try (Service silent = new Service();
                S3FeatureFlagStore store = S3FeatureFlagStore.builder("flags")
                        .timeout(Duration.ofMillis(400))
                        .build()) {
            silent.answerInstead(request -> ServiceReply.SILENCE);
            set("aws.ec2MetadataServiceEndpoint", silent.uri().toString());
            assertFails(() -> store.get("A"))
                    .withMessage("The flag 'A' could not be read from the bucket 'flags' of S3: the SDK has not found"
                            + " out within 300 ms in which region this machine is: set s3.region");
        }
        eventually(() -> assertThat(StoreThreads.names()).isEmpty());
    }

    @Test
    void withoutARegionAmazonIsNotAsked() {
        set("aws.disableEc2Metadata", "true");
        try (S3FeatureFlagStore store = S3FeatureFlagStore.builder("flags").build()) {
            assertFails(() -> store.get("A"))
                    .withMessage("The flag 'A' could not be read from the bucket 'flags' of S3: there is no region: set"
                            + " s3.region, or give it where the SDK looks for it (an environment variable, a profile, the"
                            + " machine)");
        }
        eventually(() -> assertThat(StoreThreads.names()).isEmpty());
    }
}
