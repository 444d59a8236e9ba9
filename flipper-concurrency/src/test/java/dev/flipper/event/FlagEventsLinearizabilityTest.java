package dev.flipper.event;

import dev.flipper.Interleavings;
import dev.flipper.Subscription;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/** Listeners come and go while events are emitted. */
@Param(name = "listener", gen = IntGen.class, conf = "0:1")
public final class FlagEventsLinearizabilityTest extends Interleavings {

    private static final FlagEvent EVENT = new FlagEvent.Enable(EventType.PRE_ENABLE, "flag", null, null);

    private final DefaultFlagEvents events = new DefaultFlagEvents();
    private final Subscription[] open = new Subscription[2];
    private final Map<Thread, String> called = new ConcurrentHashMap<>();

    @Operation(params = "listener", nonParallelGroup = "registration")
    public boolean open(int listener) {
        if (open[listener] != null) {
            return false;
        }
        open[listener] = events.on(
                EventType.PRE_ENABLE, event -> called.merge(Thread.currentThread(), "" + listener, String::concat));
        return true;
    }

    @Operation(params = "listener", nonParallelGroup = "registration")
    public boolean close(int listener) {
        if (open[listener] == null) {
            return false;
        }
        open[listener].close();
        open[listener] = null;
        return true;
    }

    /** Gives the listeners in the order in which they were called. */
    @Operation
    public String emit() {
        called.put(Thread.currentThread(), "");
        events.emit(EVENT);
        return called.get(Thread.currentThread());
    }

    @Override
    protected Class<?> specification() {
        return InOrderOfRegistration.class;
    }

    public static final class InOrderOfRegistration {

        private final Set<Integer> open = new LinkedHashSet<>();

        public boolean open(int listener) {
            return open.add(listener);
        }

        public boolean close(int listener) {
            return open.remove(listener);
        }

        public String emit() {
            StringBuilder called = new StringBuilder();
            open.forEach(called::append);
            return called.toString();
        }
    }
}
