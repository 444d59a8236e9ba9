package dev.flipper.testsuite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flipper.testsuite.app.Bystander;
import dev.flipper.testsuite.app.ChangeLog;
import dev.flipper.testsuite.app.SwitchedBean;
import dev.flipper.testsuite.app.SwitchedEjb;
import dev.flipper.testsuite.app.Usage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import org.awaitility.core.ConditionTimeoutException;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An application that is deployed again and again: what remains of it in the server. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class RedeploymentIT {

    private static final int TIMES = 50;

    private static final ObjectName EJB =
            Management.name("dev.flipper:type=FeatureFlag,app=\"redeployed\",client=\"default\",name=\"EJB\"");

    private static final Path DUMP = Path.of("target", "redeployment.hprof");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @ArquillianResource
    private Deployer deployer;

    @Deployment(name = "redeployed", managed = false, testable = false)
    static WebArchive application() {
        return Flipper.application("redeployed.war", "flipper.flags.\"BEAN\"=false", "flipper.flags.\"EJB\"=false")
                .addClasses(SwitchedBean.class, SwitchedEjb.class, ChangeLog.class, Usage.class);
    }

    @Deployment(name = "bystander", managed = false, testable = false)
    static WebArchive applicationWithoutFlipper() {
        return ShrinkWrap.create(WebArchive.class, "bystander.war").addClass(Bystander.class);
    }

    @Test
    void nothingIsLeftOfApplicationsThatAreGone() throws Exception {
        try (Management management = Management.connect()) {
            MBeanServerConnection server = management.server();
            ServerJvm jvm = new ServerJvm(server);
            deployer.deploy("bystander");
            try {
                // A thread of WildFly keeps its first task for good, and an idle one the last: not ours, then.
                occupyThreads();
                deployUseAndUndeploy(server, () -> assertThat(loaders(jvm)).isOne());
                Set<String> threads = jvm.threads();

                for (int i = 1; i < TIMES; i++) {
                    deployUseAndUndeploy(server, () -> {});
                }

                assertThat(jvm.flipperBeans()).isEmpty();
                assertThat(jvm.threads())
                        .noneMatch(name -> name.startsWith("flipper"))
                        .hasSizeLessThan(threads.size() + TIMES);
                assertThat(loadersThatStay(jvm))
                        .as("class loaders, see " + DUMP)
                        .isZero();
            } finally {
                deployer.undeploy("bystander");
            }
        }
    }

    private long loadersThatStay(ServerJvm jvm) throws IOException, JMException {
        try {
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                occupyThreads();
                return loaders(jvm) == 0;
            });
        } catch (ConditionTimeoutException e) {
            jvm.dumpHeap(DUMP);
        }
        return loaders(jvm);
    }

    /** The servlet and Flipper have the same class loader; other tests' applications have Flipper too. */
    private static long loaders(ServerJvm jvm) throws IOException, JMException {
        return jvm.loadersOf(Usage.class);
    }

    private void occupyThreads() {
        assertThat(atOnce(Bystander.THREADS, "bystander")).containsOnly("no flags");
    }

    private void deployUseAndUndeploy(MBeanServerConnection server, Check whileDeployed) throws Exception {
        deployer.deploy("redeployed");
        try {
            server.setAttribute(EJB, new Attribute("Enabled", true));
            assertThat(usage("redeployed")).isEqualTo("true on, on for 1, [POST_ENABLE EJB, POST_ENABLE BEAN]");
            whileDeployed.run();
        } finally {
            deployer.undeploy("redeployed");
        }
    }

    private String usage(String application) {
        return atOnce(1, application).get(0);
    }

    private List<String> atOnce(int requests, String application) {
        URI address = URI.create(TestServer.address("/" + application + "/usage"));
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(Duration.ofMinutes(1)).build();
        List<CompletableFuture<String>> answers = Stream.generate(
                        () -> http.sendAsync(request, BodyHandlers.ofString()).thenApply(HttpResponse::body))
                .limit(requests)
                .toList();
        return answers.stream().map(CompletableFuture::join).toList();
    }

    private interface Check {
        void run() throws Exception;
    }
}
