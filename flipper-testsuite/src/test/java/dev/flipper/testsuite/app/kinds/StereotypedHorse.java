package dev.flipper.testsuite.app.kinds;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@Modern
@ApplicationScoped
public class StereotypedHorse {

    public List<String> sounds() {
        return List.of("new");
    }

    public int jumps() {
        return 1;
    }
}
