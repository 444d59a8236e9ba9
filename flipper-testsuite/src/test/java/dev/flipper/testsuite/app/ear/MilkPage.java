package dev.flipper.testsuite.app.ear;

import dev.flipper.FeatureFlag;
import dev.flipper.FeatureFlagClient;
import dev.flipper.cdi.Flag;
import dev.flipper.cdi.FlipperClient;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What a WAR sees of a client that is its own in an EAR with a client for all. */
@WebServlet("/milk")
public class MilkPage extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    @FlipperClient("cows")
    transient FeatureFlagClient features;

    @Inject
    @FlipperClient("cows")
    @Flag("MILK")
    transient FeatureFlag milk;

    @Inject
    @Flag("MILK")
    transient FeatureFlag milkForAll;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.getWriter()
                .printf(
                        "client %s of %s%nmilk %s, for all %s%n",
                        features.name(), features.application(), milk.isEnabled(), milkForAll.isEnabled());
    }
}
