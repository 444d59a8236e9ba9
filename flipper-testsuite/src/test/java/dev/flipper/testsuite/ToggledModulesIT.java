package dev.flipper.testsuite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.FeatureFlagClient;
import dev.flipper.cdi.FlipperExtension;
import dev.flipper.testsuite.app.modules.ModuleResource;
import dev.flipper.testsuite.app.toggle.LocalHorse;
import dev.flipper.testsuite.app.toggle.LocalSounds;
import dev.flipper.testsuite.app.toggle.OldSounds;
import dev.flipper.testsuite.app.toggle.Sounds;
import dev.flipper.testsuite.app.toggle.Transactions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs outside the server: an EAR with the library in its {@code lib}, and handlers in another module. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ToggledModulesIT {

    private final HttpClient http = HttpClient.newHttpClient();

    @ArquillianResource
    private URI base;

    @Deployment(testable = false)
    static EnterpriseArchive application() {
        WebArchive web = ShrinkWrap.create(WebArchive.class, "new-sounds.war")
                .addPackage(ModuleResource.class.getPackage())
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
        JavaArchive beans = ShrinkWrap.create(JavaArchive.class, "old-sounds.jar")
                .addClasses(OldSounds.class, Transactions.class, LocalHorse.class, LocalSounds.class, Sounds.class)
                .addAsManifestResource(EmptyAsset.INSTANCE, "beans.xml");
        return ShrinkWrap.create(EnterpriseArchive.class, "modules.ear")
                .addAsLibraries(Libraries.of(FeatureFlagClient.class, FlipperExtension.class))
                .addAsModules(web, beans);
    }

    @Test
    void aHandlerMayBeInAnotherModule() throws Exception {
        assertThat(get("api/sound")).isEqualTo("old, knowing default");
        assertThat(get("api/sound/7")).isEqualTo("old 7");
    }

    private String get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(base.resolve(path)).build(), BodyHandlers.ofString())
                .body();
    }
}
