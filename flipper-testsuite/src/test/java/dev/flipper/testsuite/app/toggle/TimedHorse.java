package dev.flipper.testsuite.app.toggle;

import dev.flipper.cdi.FeatureToggle;
import jakarta.annotation.Resource;
import jakarta.ejb.LocalBean;
import jakarta.ejb.Singleton;
import jakarta.ejb.Timeout;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A job of the EJB container's, as one with a schedule is. */
@Singleton
@LocalBean
public class TimedHorse {

    private final BlockingQueue<String> sounds = new LinkedBlockingQueue<>();

    @Resource
    private TimerService timers;

    public BlockingQueue<String> startTimer() {
        timers.createSingleActionTimer(0, new TimerConfig("x", false));
        return sounds;
    }

    @Timeout
    @FeatureToggle(value = "SOUND", redirect = "old")
    public void sound(Timer timer) {
        sounds.add("new " + timer.getInfo());
    }

    void old(Timer timer) {
        sounds.add("old " + timer.getInfo());
    }
}
