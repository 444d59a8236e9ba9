package dev.flipper.examples.horses;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import javax.management.JMException;
import javax.management.ObjectName;

/** Stands in for the flag client until the library is there. Everything else asks only this class. */
@ApplicationScoped
public class Flags {

    /** One flag for management: what JConsole shows and sets. */
    public interface FlagMXBean {
        boolean isEnabled();

        void setEnabled(boolean enabled);

        double getPercentage();

        void setPercentage(double percentage);
    }

    /** The answer for one rider, and why. */
    public record Answer(boolean enabled, String reason) {}

    /** What the page shows of a flag. */
    public record State(String name, boolean enabled, String detail) {}

    private final List<StandInFlag> flags =
            List.of(new StandInFlag(HorseSounds.IMPROVED, true, 0.5), new StandInFlag(Riders.LOUD, false, 1));

    void start(@Observes Startup event) throws JMException {
        for (StandInFlag flag : flags) {
            ManagementFactory.getPlatformMBeanServer().registerMBean(flag, flag.objectName());
        }
    }

    void stop(@Observes Shutdown event) throws JMException {
        for (StandInFlag flag : flags) {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(flag.objectName());
        }
    }

    public List<State> all() {
        return flags.stream().map(StandInFlag::state).toList();
    }

    public Answer ask(String name, Rider rider) {
        StandInFlag flag =
                flags.stream().filter(f -> f.name.equals(name)).findFirst().orElseThrow();
        if (!flag.enabled) {
            return new Answer(false, "the flag is off");
        }
        if (name.equals(Riders.LOUD)) {
            return new Answer(!rider.location().equals("city"), "location is " + rider.location());
        }
        double score = score(rider.id());
        return new Answer(flag.percentage > 0 && score <= flag.percentage, "bucket " + score);
    }

    private static double score(long rider) {
        try {
            byte[] text = "[[\"rider_id\", %d]]".formatted(rider).getBytes(StandardCharsets.US_ASCII);
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text);
            return new BigInteger(1, digest).mod(BigInteger.valueOf(100)).intValue() / 100.0;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Public for the MBean server only. */
    public static final class StandInFlag implements FlagMXBean {
        private final String name;
        private volatile boolean enabled;
        private volatile double percentage;

        StandInFlag(String name, boolean enabled, double percentage) {
            this.name = name;
            this.enabled = enabled;
            this.percentage = percentage;
        }

        @Override
        public boolean isEnabled() {
            return enabled;
        }

        @Override
        public void setEnabled(boolean enabled) {
            this.enabled = enabled;
        }

        @Override
        public double getPercentage() {
            return percentage;
        }

        @Override
        public void setPercentage(double percentage) {
            this.percentage = percentage;
        }

        private State state() {
            String detail =
                    name.equals(Riders.LOUD) ? "location is not city" : "%.0f %% of riders".formatted(percentage * 100);
            return new State(name, enabled, detail);
        }

        private ObjectName objectName() throws JMException {
            return new ObjectName(
                    "dev.flipper:type=FeatureFlag,app=horses,client=default,name=" + ObjectName.quote(name));
        }
    }
}
