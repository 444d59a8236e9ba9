package dev.flipper.store.jpa;

import javax.naming.NamingException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The data source that a server has by a JNDI name. One that is not bound yet is a database that is away. */
final class NamedDataSource implements DataSources {

    private final String name;
    private volatile @Nullable DataSource found;

    NamedDataSource(String name) {
        this.name = name;
    }

    /** Keeps what it has found: not every thread of a server knows the names of the application. */
    @Override
    public DataSource get() {
        DataSource known = found;
        return known == null ? lookUp() : known;
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
