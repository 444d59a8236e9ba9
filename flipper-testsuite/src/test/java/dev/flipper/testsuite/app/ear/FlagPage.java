package dev.flipper.testsuite.app.ear;

import dev.flipper.FeatureFlagClient;
import dev.flipper.condition.Condition;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** Tells of the client as this WAR sees it; a POST enables a flag, which need not exist, and may keep horses out. */
public abstract class FlagPage extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    transient FeatureFlagClient features;

    protected abstract String switched();

    protected abstract List<String> observed();

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.getWriter()
                .printf(
                        "client %s of %s%nflags %s%nswitched %s%nobserved %s%nfree %s%n",
                        features.name(),
                        features.application(),
                        features.list().stream()
                                .map(flag -> flag.name() + "=" + flag.isEnabled())
                                .toList(),
                        switched(),
                        observed(),
                        features.isEnabled("FREE"));
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
        String flag = request.getParameter("flag");
        if (!features.exists(flag)) {
            features.create(flag);
        }
        if (request.getParameter("horses") != null) {
            features.addCondition(flag, Condition.where("animal").notEqualTo("horse"));
        }
        features.enable(flag);
    }
}
