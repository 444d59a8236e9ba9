package dev.flipper.store.jpa;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * How flags are mapped to their table: a mapping file of Jakarta Persistence that is made for the table of the
 * settings, and a class loader that has it, because a provider asks for mapping files by their names.
 */
final class FlagMapping extends ClassLoader {

    static final String FILE = "META-INF/flipper-orm.xml";

    private final byte[] document;

    FlagMapping(FlagTable table, ClassLoader parent) {
        super(parent);
        document = document(table).getBytes(UTF_8);
    }

    /** The names need no escaping: they are letters, digits and underscores. In quotes they are taken as they are. */
    static String document(FlagTable table) {
        String schema = table.schema() == null ? "" : " schema='\"" + table.schema() + "\"'";
        return """
                <?xml version='1.0' encoding='UTF-8'?>
                <entity-mappings xmlns='https://jakarta.ee/xml/ns/persistence/orm' version='3.0'>
                    <entity class='%s' name='Flag' access='FIELD' metadata-complete='true'>
                        <table name='"%s"'%s/>
                        <attributes>
                            <id name='name'><column name='"%s"'/></id>
                            <basic name='item' optional='false'><column name='"%s"'/></basic>
                        </attributes>
                    </entity>
                </entity-mappings>
                """.formatted(FlagRow.class.getName(), table.table(), schema, table.nameColumn(), table.itemColumn());
    }

    @Override
    protected @Nullable URL findResource(String name) {
        return FILE.equals(name) ? url() : null;
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        return FILE.equals(name)
                ? Collections.enumeration(Collections.singleton(url()))
                : Collections.emptyEnumeration();
    }

    /** A place in memory. */
    URL url() {
        try {
            return new URL("flipper", null, -1, "/" + FILE, new Handler());
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class Handler extends URLStreamHandler {
        @Override
        protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
                @Override
                public void connect() {}

                @Override
                public InputStream getInputStream() throws IOException {
                    return new ByteArrayInputStream(document);
                }
            };
        }
    }
}
