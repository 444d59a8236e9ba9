package dev.flipper.testsuite;

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
 * How much longer the deployment of the example takes with Flipper's extension than with beans that give the same by
 * hand. Both are deployed in turn. No part of the build: {@code docs/performance.md} says how to run it.
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

    @Test
    void deployInTurn() {
        List<Double> with = new ArrayList<>();
        List<Double> without = new ArrayList<>();
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            double first = milliseconds("with");
            double second = milliseconds("without");
            if (round >= 0) {
                with.add(first);
                without.add(second);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "Deployment of the example, median of %d: with the extension %.0f ms, without %.0f ms, difference %+.0f"
                        + " ms (at most +300 ms)%n",
                ROUNDS,
                median(with),
                median(without),
                median(with) - median(without));
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
