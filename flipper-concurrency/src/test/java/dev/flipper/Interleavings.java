package dev.flipper;

import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.StressOptions;

/**
 * How hard the tests try: enough to find what was broken on purpose, in seconds. Lincheck draws its scenarios from a
 * fixed seed; what threads do in the stress tests is up to the machine.
 */
public final class Interleavings {

    private Interleavings() {}

    /** Threads that really run at the same time: finds what the memory model allows too. */
    public static void stress(Class<?> operations, Class<?> specification) {
        new StressOptions()
                .iterations(20)
                .invocationsPerIteration(1000)
                .threads(2)
                .actorsBefore(2)
                .actorsPerThread(3)
                .actorsAfter(1)
                .sequentialSpecification(specification)
                .check(operations);
    }

    /** Switches threads between steps of Flipper's own code, each interleaving once; maps of the JDK are one step. */
    public static void modelCheck(Class<?> operations, Class<?> specification) {
        new ModelCheckingOptions()
                .iterations(20)
                .invocationsPerIteration(500)
                .threads(2)
                .actorsBefore(2)
                .actorsPerThread(3)
                .actorsAfter(1)
                .addGuarantee(ManagedStrategyGuaranteeKt.forClasses("java.util.concurrent.ConcurrentHashMap")
                        .allMethods()
                        .treatAsAtomic())
                .sequentialSpecification(specification)
                .check(operations);
    }
}
