package dev.flipper.guide;

import dev.flipper.cdi.Post;
import dev.flipper.cdi.Pre;
import dev.flipper.event.FlagChange;
import dev.flipper.event.FlagEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.logging.Logger;

@ApplicationScoped
public class FlagAudit {

    private static final Logger LOG = Logger.getLogger(FlagAudit.class.getName());

    void log(@Observes @Post FlagEvent event) {
        LOG.info(event.type() + " " + event.flag());
    }

    void keepTheFlag(@Observes @Pre FlagEvent.Destroy event) {
        if (event.flag().equals("IMPROVED_HORSE_SOUNDS")) {
            throw new IllegalStateException("Riders got used to it");
        }
    }

    void elsewhere(@Observes FlagChange change) {
        if (change.kinds().contains(FlagChange.Kind.DISABLED)) {
            LOG.warning(change.flag() + " was switched off elsewhere");
        }
    }
}
