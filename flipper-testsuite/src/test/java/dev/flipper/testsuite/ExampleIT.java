package dev.flipper.testsuite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.management.Attribute;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The example as it is built: what it answers before and after a switch over JMX. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ExampleIT {

    private static final ObjectName SOUNDS = flag("IMPROVED_HORSE_SOUNDS");
    private static final ObjectName LOUD = flag("LOUD_HORSES");

    /** A rider who lives in the city; in bucket 0.34, so within a rollout to one half. */
    private static final int CITY_WITHIN_HALF = 1;

    /** A rider who lives in the country; in bucket 0.81. */
    private static final int COUNTRY_BEYOND_HALF = 2;

    private final HttpClient http = HttpClient.newHttpClient();

    @Deployment(testable = false)
    static WebArchive example() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("example.war")));
    }

    private static ObjectName flag(String name) {
        return Management.name(
                "dev.flipper:type=FeatureFlag,app=\"horses\",client=\"default\",name=" + ObjectName.quote(name));
    }

    @Test
    void theExampleFollowsASwitchWithoutARestart() throws Exception {
        try (Management management = Management.connect()) {
            MBeanServerConnection server = management.server();
            assertThat(sound(CITY_WITHIN_HALF)).isEqualTo("Whinny");
            assertThat(sound(COUNTRY_BEYOND_HALF)).isEqualTo("Neigh");

            server.setAttribute(SOUNDS, new Attribute("Enabled", false));
            server.setAttribute(LOUD, new Attribute("Enabled", true));

            assertThat(sound(CITY_WITHIN_HALF)).isEqualTo("Neigh");
            assertThat(sound(COUNTRY_BEYOND_HALF)).isEqualTo("NEIGH!");
            assertThat(get("api/flags"))
                    .contains("\"enabled\":false,\"name\":\"IMPROVED_HORSE_SOUNDS\"")
                    .contains("\"enabled\":true,\"name\":\"LOUD_HORSES\"");

            server.setAttribute(SOUNDS, new Attribute("Enabled", true));
            server.setAttribute(LOUD, new Attribute("Enabled", false));

            assertThat(sound(CITY_WITHIN_HALF)).isEqualTo("Whinny");
            assertThat(sound(COUNTRY_BEYOND_HALF)).isEqualTo("Neigh");
        }
    }

    @Test
    void thePageIsServed() throws Exception {
        assertThat(get("")).contains("<title>Horse sounds</title>", "horses.js");
        assertThat(get("horses.js")).contains("read(\"flags\")", "read(\"riders\")");
    }

    @Test
    @NotOn(value = TestServer.PAYARA, because = "Toggle.java speaks the JMX protocol of WildFly")
    void theToggleProgramSwitchesAFlag() throws Exception {
        assertThat(toggle()).contains("on  IMPROVED_HORSE_SOUNDS", "off LOUD_HORSES");

        assertThat(toggle("LOUD_HORSES", "on")).contains("on  LOUD_HORSES");
        assertThat(sound(COUNTRY_BEYOND_HALF)).isEqualTo("NEIGH!");

        assertThat(toggle("LOUD_HORSES", "off")).contains("off LOUD_HORSES");
        assertThat(sound(COUNTRY_BEYOND_HALF)).isEqualTo("Neigh");
        assertThat(toggle("NO_SUCH_FLAG", "on")).contains("There is no flag NO_SUCH_FLAG");
    }

    /** Runs it as the README tells, in a process of its own; gives what it prints. */
    private static String toggle(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dport=" + System.getProperty("server.management.port"),
                "-Dwildfly=" + System.getProperty("server.home"),
                System.getProperty("example.toggle")));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return printed;
    }

    @Test
    void aChangeIsLogged() throws Exception {
        try (Management management = Management.connect()) {
            ServerLog log = ServerLog.fromNowOn();
            management.server().invoke(SOUNDS, "enable", null, null);
            await().untilAsserted(() -> assertThat(log.text()).contains("POST_ENABLE IMPROVED_HORSE_SOUNDS"));
        }
    }

    private String sound(int rider) throws IOException, InterruptedException {
        String answer = get("api/sound?rider=" + rider);
        return answer.replaceAll(".*\"sound\":\"([^\"]*)\".*", "$1");
    }

    private String get(String path) throws IOException, InterruptedException {
        URI address = URI.create(TestServer.address("/horses/" + path));
        return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                .body();
    }
}
