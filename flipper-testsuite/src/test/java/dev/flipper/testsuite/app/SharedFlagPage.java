package dev.flipper.testsuite.app;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Tells how the shared flag is, and what has been observed of changes by others. */
@WebServlet("/flag")
@SuppressWarnings("serial") // nobody writes a servlet
public class SharedFlagPage extends HttpServlet {

    @Inject
    SharedFlag shared;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.getWriter().print(shared.evaluate().reason() + " " + shared.changes());
    }
}
