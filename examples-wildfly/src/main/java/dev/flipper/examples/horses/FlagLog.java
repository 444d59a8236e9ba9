package dev.flipper.examples.horses;

import dev.flipper.cdi.Post;
import dev.flipper.event.FlagEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.logging.Logger;

/** Writes every change of a flag to the server's log, whoever made it. */
@ApplicationScoped
public class FlagLog {

    private static final Logger LOG = Logger.getLogger(FlagLog.class.getName());

    void log(@Observes @Post FlagEvent event) {
        LOG.info(event.type() + " " + event.flag());
    }
}
