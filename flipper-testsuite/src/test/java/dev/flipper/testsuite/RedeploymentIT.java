package dev.flipper.testsuite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flipper.FeatureFlagClient;
import dev.flipper.store.FeatureFlagStoreProvider;
import dev.flipper.testsuite.app.Bystander;
import dev.flipper.testsuite.app.ChangeLog;
import dev.flipper.testsuite.app.LateLog;
import dev.flipper.testsuite.app.LoggedStore;
import dev.flipper.testsuite.app.SharedFlag;
import dev.flipper.testsuite.app.SharedFlagPage;
import dev.flipper.testsuite.app.SwitchedBean;
import dev.flipper.testsuite.app.SwitchedEjb;
import dev.flipper.testsuite.app.TestedStoreProvider;
import dev.flipper.testsuite.app.Usage;
import dev.flipper.testsuite.app.ear.CowsMark;
import dev.flipper.testsuite.app.ear.HorsesMark;
import dev.flipper.testsuite.app.ear.LibMark;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.Connection;

/** An application that is deployed again and again: what remains of it in the server. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class RedeploymentIT {

    /** A deployment takes Payara four times as long. */
    private static final int TIMES = TestServer.current() == TestServer.PAYARA ? 20 : 50;

    /** Where more of the same would only take longer: what stays, stays after a few times too. */
    private static final int FEWER_TIMES = 8;

    private static final SharedRedis REDIS = SharedRedis.start();

    private static final SharedConsul CONSUL = SharedConsul.start();

    private static final SharedS3 S3 = SharedS3.start();

    private static final ObjectName EJB =
            Management.name("dev.flipper:type=FeatureFlag,app=\"redeployed\",client=\"default\",name=\"EJB\"");

    private static final Path DUMP = Path.of("target", "redeployment.hprof");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Pages pages = new Pages();

    @ArquillianResource
    private Deployer deployer;

    /** Its store is mirrored, so that there is a thread. */
    @Deployment(name = "redeployed", managed = false, testable = false)
    static WebArchive application() {
        return Flipper.application(
                        "redeployed.war",
                        "flipper.store=tested",
                        "flipper.tested.name=redeployed",
                        "flipper.flags.\"BEAN\"=false",
                        "flipper.flags.\"EJB\"=false")
                .addClasses(SwitchedBean.class, SwitchedEjb.class, ChangeLog.class, LateLog.class, Usage.class)
                .addClasses(TestedStoreProvider.class, LoggedStore.class)
                .addAsServiceProvider(FeatureFlagStoreProvider.class, TestedStoreProvider.class);
    }

    /** Its store has threads, connections and a client library with threads of its own. */
    @Deployment(name = "shared", managed = false, testable = false)
    static WebArchive applicationOnRedis() {
        return Flipper.application("redeployed-on-redis.war", REDIS.settings())
                .addAsLibraries(SharedRedis.libraries())
                .addClasses(SharedFlag.class, SharedFlagPage.class);
    }

    /** Its store has an HTTP client of the JDK's, with threads of its own. */
    @Deployment(name = "consul", managed = false, testable = false)
    static WebArchive applicationOnConsul() {
        return Flipper.application("redeployed-on-consul.war", CONSUL.settings())
                .addAsLibraries(SharedConsul.libraries())
                .addClasses(SharedFlag.class, SharedFlagPage.class);
    }

    /** Its store has the client of an SDK. */
    @Deployment(name = "bucket", managed = false, testable = false)
    static WebArchive applicationOnS3() {
        return Flipper.application("redeployed-on-s3.war", S3.settings())
                .addAsLibraries(SharedS3.libraries())
                .addClasses(SharedFlag.class, SharedFlagPage.class);
    }

    /** Its store has a connection that listens, and a factory of the persistence provider's. */
    @Deployment(name = "table", managed = false, testable = false)
    static WebArchive applicationOnPostgres() {
        return Flipper.application("redeployed-on-postgres.war", SharedPostgres.settings())
                .addAsLibraries(SharedPostgres.libraries())
                .addClasses(SharedFlag.class, SharedFlagPage.class);
    }

    @Deployment(name = "apart", managed = false, testable = false)
    static EnterpriseArchive apart() {
        return Ears.marked(Ears.apart());
    }

    @Deployment(name = "together", managed = false, testable = false)
    static EnterpriseArchive together() {
        return Ears.marked(Ears.together());
    }

    @Deployment(name = "bystander", managed = false, testable = false)
    static WebArchive applicationWithoutFlipper() {
        return ShrinkWrap.create(WebArchive.class, "bystander.war").addClass(Bystander.class);
    }

    @AfterAll
    static void stopServers() {
        REDIS.stop();
        CONSUL.stop();
        S3.stop();
    }

    @Test
    void nothingIsLeftOfAWar() throws Exception {
        redeploy(TIMES, "redeployed", List.of(Usage.class), server -> {
            server.setAttribute(EJB, new Attribute("Enabled", true));
            assertThat(new ServerJvm(server).threads()).contains("flipper-mirror-default");
            assertThat(atOnce(1, "redeployed"))
                    .containsExactly("true on, on for 1, [POST_ENABLE EJB, POST_ENABLE BEAN], told later true");
        });
    }

    @Test
    void nothingIsLeftOfAWarWithFlagsInRedis() throws Exception {
        try (FeatureFlagClient node = REDIS.node()) {
            node.create("SHARED");
            redeploy(FEWER_TIMES, "shared", List.of(SharedFlagPage.class, Connection.class), server -> {
                assertThat(new ServerJvm(server).threads()).contains("flipper-mirror-default", "flipper-redis");
                node.enable("SHARED");
                await().until(() -> pages.get("redeployed-on-redis/flag").startsWith("ENABLED"));
                node.disable("SHARED");
            });
        }
    }

    @Test
    void nothingIsLeftOfAWarWithFlagsInConsul() throws Exception {
        try (FeatureFlagClient node = CONSUL.node()) {
            node.create("SHARED");
            // Not the store's class too: the example has it, and an idle thread of WildFly's keeps its last request.
            redeploy(FEWER_TIMES, "consul", List.of(SharedFlagPage.class), server -> {
                assertThat(new ServerJvm(server).threads()).contains("flipper-mirror-default", "flipper-consul");
                node.enable("SHARED");
                await().until(() -> pages.get("redeployed-on-consul/flag").startsWith("ENABLED"));
                node.disable("SHARED");
            });
        }
    }

    @Test
    void nothingIsLeftOfAWarWithFlagsInS3() throws Exception {
        try (FeatureFlagClient node = S3.node()) {
            node.create("SHARED");
            // Not the SDK's class too, for the same reason as with Consul.
            redeploy(FEWER_TIMES, "bucket", List.of(SharedFlagPage.class), server -> {
                assertThat(new ServerJvm(server).threads()).contains("flipper-mirror-default", "flipper-s3");
                node.enable("SHARED");
                await().until(() -> pages.get("redeployed-on-s3/flag").startsWith("ENABLED"));
                node.disable("SHARED");
            });
        }
    }

    @Test
    void nothingIsLeftOfAWarWithFlagsInPostgres() throws Exception {
        SharedPostgres postgres = SharedPostgres.start();
        try (FeatureFlagClient node = postgres.node()) {
            node.create("SHARED");
            deployer.deploy("bystander");
            pages.post("bystander/usage?dataSource=" + TestServer.current().postgres());
            deployer.undeploy("bystander");
            // Not the store's class too: other applications have it, and the driver's cleaner may keep one of those.
            redeploy(FEWER_TIMES, "table", List.of(SharedFlagPage.class), server -> {
                assertThat(new ServerJvm(server).threads()).contains("flipper-mirror-default", "flipper-jpa");
                node.enable("SHARED");
                await().until(() -> pages.get("redeployed-on-postgres/flag").startsWith("ENABLED"));
                node.disable("SHARED");
            });
        } finally {
            postgres.stop();
        }
    }

    @Test
    void nothingIsLeftOfAnEarWithTheLibraryInEachWar() throws Exception {
        redeploy(TIMES, "apart", List.of(HorsesMark.class, CowsMark.class), server -> use());
    }

    @Test
    void nothingIsLeftOfAnEarWithTheLibraryInItsLib() throws Exception {
        redeploy(TIMES, "together", List.of(LibMark.class, HorsesMark.class, CowsMark.class), server -> use());
    }

    private void use() {
        pages.post("horses/flags?flag=SWITCH");
        assertThat(pages.get("horses/flags").lines()).contains("switched on");
        assertThat(pages.get("cows/flags")).contains("switched");
    }

    private void redeploy(int times, String application, List<Class<?>> parts, Use use) throws Exception {
        try (Management management = Management.connect()) {
            MBeanServerConnection server = management.server();
            ServerJvm jvm = new ServerJvm(server);
            deployer.deploy("bystander");
            try {
                // A thread of WildFly keeps its first task for good, and an idle one the last: not ours, then.
                occupyThreads();
                deployUseAndUndeploy(application, () -> {
                    use.run(server);
                    assertThat(loaders(jvm, parts)).as("loaders of %s", parts).allMatch(count -> count > 0);
                });
                Set<String> threads = jvm.threads();

                for (int i = 1; i < times; i++) {
                    deployUseAndUndeploy(application, () -> use.run(server));
                }

                assertThat(jvm.flipperBeans()).isEmpty();
                assertThat(jvm.threads())
                        .noneMatch(name -> name.startsWith("flipper"))
                        .hasSizeLessThan(threads.size() + times);
                assertThat(loadersThatStay(jvm, parts))
                        .as("class loaders of %s, see %s", parts, DUMP)
                        .containsOnly(0L);
            } finally {
                deployer.undeploy("bystander");
            }
        }
    }

    private List<Long> loadersThatStay(ServerJvm jvm, List<Class<?>> parts) throws IOException, JMException {
        try {
            // Payara's idle threads end after a while.
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> {
                        occupyThreads();
                        return loaders(jvm, parts).stream().allMatch(count -> count == 0);
                    });
        } catch (ConditionTimeoutException e) {
            jvm.dumpHeap(DUMP);
        }
        return loaders(jvm, parts);
    }

    /**
     * Of classes of the application, each in a loader with a part of it; other tests' applications may still be there.
     */
    private static List<Long> loaders(ServerJvm jvm, List<Class<?>> parts) throws IOException, JMException {
        List<Long> counts = new ArrayList<>();
        for (Class<?> part : parts) {
            counts.add(jvm.loadersOf(part));
        }
        return counts;
    }

    private void occupyThreads() {
        assertThat(atOnce(Bystander.THREADS, "bystander")).containsOnly("no flags");
    }

    private void deployUseAndUndeploy(String application, Check whileDeployed) throws Exception {
        deployer.deploy(application);
        try {
            whileDeployed.run();
        } finally {
            deployer.undeploy(application);
        }
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

    private interface Use {
        void run(MBeanServerConnection server) throws Exception;
    }
}
