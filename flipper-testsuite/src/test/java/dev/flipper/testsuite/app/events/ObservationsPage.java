package dev.flipper.testsuite.app.events;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Tells what was observed; a POST changes a flag in the store, as another node would. */
@WebServlet("/observations")
public class ObservationsPage extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    transient ForeignObserver observer;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.getWriter().print(String.join("\n", observer.entries()));
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
        String flag = request.getParameter("flag");
        Thread other = new Thread(
                () -> SharedStoreProvider.STORE.update(flag, before -> before.withEnabled(!before.enabled())),
                "another node");
        other.setContextClassLoader(null);
        other.start();
    }
}
