package dev.flipper.testsuite.standin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.AttributeChangeNotification;
import javax.management.JMException;
import javax.management.NotificationBroadcasterSupport;
import javax.management.ObjectName;

@ApplicationScoped
public class Switch {

    public static final String NAME = "dev.flipper:type=FeatureFlag,app=management,client=default,name=\"STAND_IN\"";

    private final SwitchMXBean state = new State();

    void start(@Observes Startup event) throws JMException {
        ManagementFactory.getPlatformMBeanServer().registerMBean(state, new ObjectName(NAME));
    }

    void stop(@Observes Shutdown event) throws JMException {
        ManagementFactory.getPlatformMBeanServer().unregisterMBean(new ObjectName(NAME));
    }

    public static final class State extends NotificationBroadcasterSupport implements SwitchMXBean {

        private final AtomicLong changes = new AtomicLong();
        private volatile boolean enabled;

        @Override
        public boolean isEnabled() {
            return enabled;
        }

        @Override
        public void setEnabled(boolean enabled) {
            boolean before = this.enabled;
            this.enabled = enabled;
            sendNotification(new AttributeChangeNotification(
                    NAME,
                    changes.incrementAndGet(),
                    System.currentTimeMillis(),
                    "switched",
                    "Enabled",
                    "boolean",
                    before,
                    enabled));
        }
    }
}
