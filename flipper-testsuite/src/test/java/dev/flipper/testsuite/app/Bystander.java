package dev.flipper.testsuite.app;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/**
 * An application that has nothing to do with flags, and occupies some threads of the server at the same time. It uses a
 * data source of the server's too, if it is named: the driver of PostgreSQL has a thread that keeps the application
 * that was the first to need it, as long as there are connections.
 */
@WebServlet("/usage")
@SuppressWarnings("serial") // nobody writes a servlet
public class Bystander extends HttpServlet {

    /** How many requests have to come at once to be answered. */
    public static final int THREADS = 4;

    private final CyclicBarrier together = new CyclicBarrier(THREADS);

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        try {
            together.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new ServletException(e);
        }
        response.getWriter().print("no flags");
    }

    @Override
    @SuppressWarnings("BanJNDI") // the test names it
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws ServletException {
        try (Connection connection = InitialContext.<DataSource>doLookup(request.getParameter("dataSource"))
                .getConnection()) {
            connection.prepareStatement("SELECT 1").execute();
        } catch (NamingException | SQLException e) {
            throw new ServletException(e);
        }
    }
}
