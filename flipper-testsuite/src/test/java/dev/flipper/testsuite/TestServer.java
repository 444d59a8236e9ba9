package dev.flipper.testsuite;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** What tests outside of the server have to know of it and what differs from one server to the other. */
enum TestServer {
    WILDFLY {
        @Override
        Path log() {
            return Path.of(property("base", "target/wildfly-base"), "log", "server.log");
        }

        @Override
        String jmxAddress() {
            return "service:jmx:remote+http://127.0.0.1:" + property("management.port", "9990");
        }

        /** Nobody has to log in on the server's own machine. */
        @Override
        List<String> jmxCredentials() {
            return List.of();
        }

        @Override
        List<Path> jmxLibraries() {
            return List.of(Path.of(property("home", "target/wildfly"), "bin", "client", "jboss-client.jar"));
        }

        @Override
        String postgres() {
            return "java:jboss/datasources/FlipperDS";
        }

        @Override
        String xaPostgres() {
            return "java:jboss/datasources/FlipperXADS";
        }

        @Override
        String nameOfPropertiesFile() {
            return "PropertiesConfigSource[source=vfs:";
        }

        /** The reply of WildFly is a text within a text. */
        @Override
        String readable(String failure) {
            return failure.replace("\\\"", "\"");
        }
    },

    PAYARA {
        @Override
        Path log() {
            return Path.of(property("base", "target/payara/glassfish/domains/flipper"), "logs", "server.log");
        }

        @Override
        String jmxAddress() {
            return "service:jmx:rmi:///jndi/rmi://127.0.0.1:" + property("jmx.port", "8686") + "/jmxrmi";
        }

        /** The user that a new domain has. */
        @Override
        List<String> jmxCredentials() {
            return List.of("admin", "");
        }

        @Override
        List<Path> jmxLibraries() {
            return List.of();
        }

        @Override
        String postgres() {
            return "jdbc/flipper";
        }

        @Override
        String xaPostgres() {
            return "jdbc/flipperxa";
        }

        @Override
        String nameOfPropertiesFile() {
            return "Properties)";
        }

        @Override
        String readable(String failure) {
            return failure;
        }

        /** The adapter of Arquillian starts the server for the first deployment only; tests may look at it before. */
        @Override
        void started(DeployableContainer<?> container) throws DeploymentException {
            WebArchive empty = ShrinkWrap.create(WebArchive.class, "first.war").add(new StringAsset(""), "empty.txt");
            container.deploy(empty);
            container.undeploy(empty);
        }
    };

    /** The one that the build started; without a build WildFly. */
    static TestServer current() {
        return valueOf(property("name", "wildfly").toUpperCase(Locale.ROOT));
    }

    abstract Path log();

    /** What JConsole has to be given. */
    abstract String jmxAddress();

    /** User and password, or nothing. */
    abstract List<String> jmxCredentials();

    /** What speaks the protocol of the address, where the JDK does not. */
    abstract List<Path> jmxLibraries();

    /** A connection as JConsole makes it. */
    @SuppressWarnings("BanJNDI") // the address is the build's own, nobody can hand in another
    JMXConnector connect() throws IOException {
        String[] credentials = jmxCredentials().toArray(String[]::new);
        return JMXConnectorFactory.connect(
                new JMXServiceURL(jmxAddress()),
                credentials.length == 0 ? Map.of() : Map.of(JMXConnector.CREDENTIALS, credentials));
    }

    /** The message of a refused deployment as the application's developer wants to read it. */
    abstract String readable(String failure);

    /** The JNDI name of the data source that leads to a test's PostgreSQL. */
    abstract String postgres();

    /** The same, of a data source that can take part in a transaction beside another database. */
    abstract String xaPostgres();

    /** How its configuration calls {@code microprofile-config.properties}, or the beginning of it. */
    abstract String nameOfPropertiesFile();

    void started(DeployableContainer<?> container) throws DeploymentException {
        // Most servers run when Arquillian says so.
    }

    static String address(String path) {
        return "http://127.0.0.1:" + property("http.port", "8080") + path;
    }

    static String property(String key, String withoutBuild) {
        return System.getProperty("server." + key, withoutBuild);
    }
}
