package dev.flipper.testsuite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.testsuite.app.ManyFlags;
import dev.flipper.testsuite.app.StandIn;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.servlet.ServletContainerInitializer;
import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ArchivePath;
import org.jboss.shrinkwrap.api.ArchivePaths;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * How much longer a deployment takes: of the example with Flipper's extension than with beans that give the same by
 * hand, and of an application with ten thousand flags with JMX than without. Both are deployed in turn. No part of the
 * build: {@code docs/performance.md} says how to run it.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class DeploymentTimeBenchmark {

    private static final int WARM_UP = 5;
    private static final int ROUNDS = 25;

    @ArquillianResource
    private Deployer deployer;

    @Deployment(name = "with", managed = false, testable = false)
    static WebArchive withTheExtension() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("example.war")));
    }

    @Deployment(name = "without", managed = false, testable = false)
    static WebArchive withoutTheExtension() {
        WebArchive example = withTheExtension();
        ArchivePath cdi = example.getContent(Filters.include("/WEB-INF/lib/flipper-cdi-.*"))
                .keySet()
                .iterator()
                .next();
        JavaArchive jar = ShrinkWrap.create(ZipImporter.class, cdi.get().substring("/WEB-INF/lib/".length()))
                .importFrom(example.get(cdi).getAsset().openStream())
                .as(JavaArchive.class);
        jar.delete(ArchivePaths.create("META-INF/services/" + Extension.class.getName()));
        jar.delete(ArchivePaths.create("META-INF/services/" + ServletContainerInitializer.class.getName()));
        // Without the extension the container would find it by itself.
        jar.delete(ArchivePaths.create("dev/flipper/cdi/FeatureToggleInterceptor.class"));
        example.delete(cdi);
        return ShrinkWrap.create(ZipImporter.class, "without.war")
                .importFrom(example.as(ZipExporter.class).exportAsInputStream())
                .as(WebArchive.class)
                .addAsLibrary(jar)
                .addClass(StandIn.class);
    }

    @Deployment(name = "beans", managed = false, testable = false)
    static WebArchive manyFlagsWithBeans() {
        return Flipper.application("beans.war").addClass(ManyFlags.class);
    }

    @Deployment(name = "no-beans", managed = false, testable = false)
    static WebArchive manyFlagsWithoutBeans() {
        return Flipper.application("no-beans.war", "flipper.jmx.max-flags=0").addClass(ManyFlags.class);
    }

    @Test
    void theExtension() {
        compare("the example", "with", "the extension", "without", 300);
    }

    @Test
    void theBeansOfTenThousandFlags() throws Exception {
        deployer.deploy("beans");
        try (Management management = Management.connect()) {
            assertThat(new ServerJvm(management.server()).flipperBeans()).hasSize(ManyFlags.COUNT + 1);
        } finally {
            deployer.undeploy("beans");
        }
        compare(ManyFlags.COUNT + " flags", "beans", "a bean for each", "no-beans", 1000);
    }

    private void compare(String what, String deployment, String feature, String otherDeployment, int allowed) {
        List<Double> with = new ArrayList<>();
        List<Double> without = new ArrayList<>();
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            double first = milliseconds(deployment);
            double second = milliseconds(otherDeployment);
            if (round >= 0) {
                with.add(first);
                without.add(second);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "Deployment of %s, median of %d: with %s %.0f ms, without %.0f ms, difference %+.0f ms (at most +%d"
                        + " ms)%n",
                what,
                ROUNDS,
                feature,
                median(with),
                median(without),
                median(with) - median(without),
                allowed);
    }

    private double milliseconds(String deployment) {
        long start = System.nanoTime();
        deployer.deploy(deployment);
        double time = (System.nanoTime() - start) / 1e6;
        deployer.undeploy(deployment);
        return time;
    }

    private static double median(List<Double> times) {
        Collections.sort(times);
        return times.get(times.size() / 2);
    }
}
