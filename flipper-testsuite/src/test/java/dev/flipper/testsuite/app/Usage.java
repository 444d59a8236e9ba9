package dev.flipper.testsuite.app;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Uses flags as an application does: checks, switched calls, changes and their observers, some in other threads. */
@WebServlet("/usage")
@SuppressWarnings("serial") // nobody writes a servlet
public class Usage extends HttpServlet {

    @Inject
    SwitchedBean bean;

    @Inject
    SwitchedEjb ejb;

    @Inject
    ChangeLog changes;

    @Inject
    LateLog late;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        bean.features().enable("BEAN");
        response.getWriter()
                .print(bean.asksItself() + " " + bean.on() + ", " + ejb.on(1) + ", " + changes.entries()
                        + ", told later " + late.isTold());
    }
}
