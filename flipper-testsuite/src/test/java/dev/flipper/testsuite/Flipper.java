package dev.flipper.testsuite;

import dev.flipper.FeatureFlagClient;
import dev.flipper.cdi.FlipperExtension;
import dev.flipper.jmx.FeatureFlagMXBean;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Applications with Flipper in their WEB-INF/lib, as a build would pack them. */
final class Flipper {

    private Flipper() {}

    static WebArchive application(String name, String... settings) {
        return ShrinkWrap.create(WebArchive.class, name)
                .addAsLibraries(Libraries.of(FeatureFlagClient.class, FlipperExtension.class, FeatureFlagMXBean.class))
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml")
                .addAsResource(new StringAsset(lines(settings)), "META-INF/microprofile-config.properties");
    }

    /** An application whose tests run in the server and need their assertions there. */
    static WebArchive testedInside(String name, String... settings) {
        return application(name, settings).addAsLibraries(Libraries.of(Assertions.class));
    }

    private static String lines(String... settings) {
        return String.join("\n", Stream.of(settings).toList());
    }
}
