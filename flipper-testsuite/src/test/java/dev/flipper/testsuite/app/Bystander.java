package dev.flipper.testsuite.app;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An application that has nothing to do with flags, and occupies some threads of the server at the same time. */
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
}
