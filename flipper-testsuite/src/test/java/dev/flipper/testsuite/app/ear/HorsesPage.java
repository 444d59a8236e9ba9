package dev.flipper.testsuite.app.ear;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import java.util.List;

/** The page of one of the WARs. */
@WebServlet("/flags")
public class HorsesPage extends FlagPage {

    private static final long serialVersionUID = 1L;

    @Inject
    transient HorsesBean bean;

    @Override
    protected String switched() {
        return bean.switched();
    }

    @Override
    protected List<String> observed() {
        return bean.observed();
    }
}
