package dev.flipper.testsuite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.testsuite.app.ear.FlagPage;
import dev.flipper.testsuite.app.ear.HorsesBean;
import dev.flipper.testsuite.app.ear.HorsesPage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Another process, which has none of Flipper's classes, manages the flags over the server's own remote protocol. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ManagementFromOutsideIT {

    @TempDir
    private Path directory;

    @Deployment(testable = false)
    static WebArchive application() {
        return Flipper.application("outside.war", "flipper.flags.\"SWITCH\"=false")
                .addClasses(FlagPage.class, HorsesPage.class, HorsesBean.class);
    }

    @Test
    void aProcessWithoutFlipperReadsTogglesAndIsTold() throws Exception {
        TestServer server = TestServer.current();
        List<String> arguments = new ArrayList<>(List.of(
                server.jmxAddress(),
                TestServer.address("/outside/flags?flag=SWITCH"),
                "dev.flipper:type=FeatureFlag,app=\"outside\",client=\"default\",name=\"SWITCH\"",
                "dev.flipper:type=FeatureFlagClient,app=\"outside\",name=\"default\""));
        arguments.addAll(server.jmxCredentials());

        List<String> said = new OperatorProcess(directory).run(server.jmxLibraries(), arguments);

        assertThat(said)
                // What follows is said by the server's JSON parser.
                .map(line -> line.replaceAll("(?<=is not JSON: ).+", "…"))
                .containsExactly(
                        "has Flipper: false",
                        "flags: SWITCH",
                        "name: SWITCH",
                        "enabled: false",
                        "told: Enabled from false to true",
                        "told: Enabled from true to false",
                        "page: 200",
                        "told: Enabled from false to true",
                        "enabled: true",
                        "flags: NEW,SWITCH",
                        "verdict: true because of ENABLED",
                        "flags: SWITCH",
                        "unknown: java.lang.IllegalArgumentException:"
                                + " There is no flag 'UNICORN': create it first, or check the spelling",
                        "malformed: java.lang.IllegalArgumentException: The attributes cannot be read: line 1, column 2:"
                                + " is not JSON: …",
                        "right is a JSON object such as {\"user_id\": 1}");
        assertThat(new Pages().get("outside/flags").lines())
                .as("what the application has seen of it")
                .contains(
                        "switched on",
                        "observed [POST_ENABLE SWITCH, POST_DISABLE SWITCH, POST_ENABLE SWITCH, POST_CREATE NEW,"
                                + " POST_DESTROY NEW]");
    }
}
