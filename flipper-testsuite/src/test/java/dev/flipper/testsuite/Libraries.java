package dev.flipper.testsuite;

import java.io.File;
import java.net.URISyntaxException;
import java.security.CodeSource;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ExplodedImporter;
import org.jboss.shrinkwrap.api.spec.JavaArchive;

/**
 * Jars for {@code WEB-INF/lib}, taken from where the class path of the test has them: a jar as it is, in a build of all
 * modules and for a released library; a directory of classes, as IDEs and {@code mvn test} use it, packed on the way.
 */
final class Libraries {

    private Libraries() {}

    /** The libraries that these classes are in, in their order and without repetition. */
    static JavaArchive[] of(Class<?>... members) {
        return Stream.of(members)
                .map(Libraries::location)
                .distinct()
                .map(Libraries::archive)
                .toArray(JavaArchive[]::new);
    }

    /** The jars of the class path whose address a regular expression matches. */
    static JavaArchive[] matching(String expression) {
        return Stream.of(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                        .split(File.pathSeparator))
                .filter(path -> path.matches(expression))
                .map(path -> archive(new File(path)))
                .toArray(JavaArchive[]::new);
    }

    private static File location(Class<?> member) {
        CodeSource source = member.getProtectionDomain().getCodeSource();
        if (source == null) {
            throw new IllegalArgumentException(member + " is a part of the platform");
        }
        try {
            return new File(source.getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(source.getLocation().toString(), e);
        }
    }

    private static JavaArchive archive(File location) {
        if (location.isFile()) {
            return ShrinkWrap.createFromZipFile(JavaArchive.class, location);
        }
        return ShrinkWrap.create(JavaArchive.class, moduleOf(location) + ".jar")
                .as(ExplodedImporter.class)
                .importDirectory(location)
                .as(JavaArchive.class);
    }

    /** {@code …/flipper-core/target/classes} belongs to {@code flipper-core}. */
    private static String moduleOf(File classes) {
        return classes.getParentFile().getParentFile().getName();
    }
}
