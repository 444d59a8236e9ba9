package dev.flipper.store.jpa;

import java.sql.Connection;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The data source that a server has by a JNDI name. One that is not bound yet is a database that is away. One that
 * fails is looked up again for the next call: the server may have got another one since.
 */
final class NamedDataSource implements Connections {

    private final String name;
    private volatile @Nullable DataSource found;

    NamedDataSource(String name) {
        this.name = name;
    }

    /** Keeps what it has found: not every thread of a server knows the names of the application. */
    @Override
    public Connection connect() {
        DataSource known = found;
        DataSource source = known == null ? lookUp() : known;
        try {
            return Connections.of(source);
        } catch (NoConnectionException e) {
            lookUpAgain(e);
            throw e;
        }
    }

    /** What cannot be looked up, be it by this thread only, stays as it was. */
    private void lookUpAgain(NoConnectionException failure) {
        try {
            lookUp();
        } catch (NoConnectionException e) {
            failure.addSuppressed(e);
        }
    }

    private DataSource lookUp() {
        try {
            Object bound = Jndi.lookUp(name);
            if (bound instanceof DataSource source) {
                found = source;
                return source;
            }
            throw new NoConnectionException("what is bound to the JNDI name " + name + " is no data source, but "
                    + (bound == null ? "nothing" : "a " + bound.getClass().getName()));
        } catch (NamingException e) {
            throw new NoConnectionException("no data source is bound to the JNDI name " + name + ": " + e, e);
        }
    }
}
