package dev.flipper.testsuite.app.database;

import jakarta.annotation.Resource;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import javax.sql.DataSource;

/** Works in transactions of the container's, with a table of its own in the database that the application names. */
@Stateless
public class Stable {

    @Resource
    SessionContext session;

    @Resource(name = "jdbc/horses")
    DataSource database;

    public DataSource database() {
        return database;
    }

    /** Does it in a transaction that is committed. */
    public <T> T committing(Callable<T> work) throws Exception {
        return work.call();
    }

    /** Does it in a transaction that is rolled back. */
    public <T> T rollingBack(Callable<T> work) throws Exception {
        T result = work.call();
        session.setRollbackOnly();
        return result;
    }

    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public <T> T without(Callable<T> work) throws Exception {
        return work.call();
    }

    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void makeTable() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS horses (name varchar(40))");
            statement.execute("DELETE FROM horses");
        }
    }

    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public void add(String horse) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("INSERT INTO horses VALUES (?)")) {
            statement.setString(1, horse);
            statement.executeUpdate();
        }
    }

    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public boolean has(String horse) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("SELECT name FROM horses WHERE name = ?")) {
            statement.setString(1, horse);
            try (ResultSet result = statement.executeQuery()) {
                return result.next();
            }
        }
    }
}
