package dev.flipper.testsuite.app.ear;

import dev.flipper.cdi.FeatureToggle;
import dev.flipper.cdi.Post;
import dev.flipper.event.FlagEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A bean of one of the WARs. */
@ApplicationScoped
public class HorsesBean {

    private final List<String> observed = new CopyOnWriteArrayList<>();

    void observe(@Observes @Post FlagEvent event) {
        observed.add(event.type() + " " + event.flag());
    }

    public List<String> observed() {
        return observed;
    }

    @FeatureToggle(value = "SWITCH", redirect = "off")
    public String switched() {
        return "on";
    }

    String off() {
        return "off";
    }
}
