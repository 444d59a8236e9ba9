package dev.flipper.testsuite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.testsuite.app.toggle.SwitchResource;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs outside the server: resources as those see them who call the service. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ToggledResourceIT {

    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int NOT_FOUND = 404;

    private final HttpClient http = HttpClient.newHttpClient();

    @ArquillianResource
    private URI base;

    @Deployment(testable = false)
    static WebArchive application() {
        return Flipper.application("resources.war", "flipper.flags.\"SOUND\"=false")
                .addPackage(SwitchResource.class.getPackage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"scoped", "plain", "ejb"})
    void aResourceIsSwitchedWhateverItIs(String resource) throws Exception {
        switchTo(false);
        assertThat(get(resource + "/sound?rider=7").body()).isEqualTo("old 7");
        assertThat(get(resource + "/hidden").statusCode()).isEqualTo(NOT_FOUND);

        switchTo(true);
        assertThat(get(resource + "/sound?rider=7").body()).isEqualTo("new 7");
        assertThat(get(resource + "/hidden").statusCode()).isEqualTo(OK);
    }

    private void switchTo(boolean enabled) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(base.resolve("api/switch?enabled=" + enabled))
                .POST(BodyPublishers.noBody())
                .build();
        assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(NO_CONTENT);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(base.resolve("api/" + path)).build(), BodyHandlers.ofString());
    }
}
