package dev.flipper.testsuite.app;

import dev.flipper.cdi.FlipperClient;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

/** The application's own store of the client "zoo". */
@FlipperClient("zoo")
@ApplicationScoped
public class ZooStore extends LoggedStore {

    public ZooStore() {
        super("zoo");
    }

    @PreDestroy
    void destroy() {
        log("destroyed");
    }
}
