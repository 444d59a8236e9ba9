package dev.flipper.store.s3;

import static dev.flipper.store.testing.StoreNode.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * A call in a thread of its own that is interrupted.
 *
 * @param failure what the call threw
 * @param staysInterrupted whether the thread was still marked as interrupted after that
 */
record InterruptedCall(Throwable failure, boolean staysInterrupted) {

    /** Interrupts a call once it waits for an answer. */
    static InterruptedCall of(Runnable call) throws InterruptedException {
        return of(call, () -> true);
    }

    /** Interrupts a call once it waits for an answer and something else is so. */
    static InterruptedCall of(Runnable call, BooleanSupplier also) throws InterruptedException {
        return of(call, caller -> also.getAsBoolean() && isIn(caller, "getResponseCode"));
    }

    /** Interrupts a call that is in a method. */
    static InterruptedCall in(Runnable call, String method) throws InterruptedException {
        return of(call, caller -> isIn(caller, method));
    }

    private static InterruptedCall of(Runnable call, Predicate<Thread> when) throws InterruptedException {
        Caller caller = new Caller(call);
        caller.start();
        eventually(() -> assertThat(when.test(caller)).isTrue());
        caller.interrupt();
        return caller.end();
    }

    /** Makes a call in a thread that is interrupted already. */
    static InterruptedCall before(Runnable call) throws InterruptedException {
        Caller caller = new Caller(() -> {
            Thread.currentThread().interrupt();
            call.run();
        });
        caller.start();
        return caller.end();
    }

    private static boolean isIn(Thread thread, String method) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals(method));
    }

    private static final class Caller extends Thread {

        private final Runnable call;
        private InterruptedCall outcome;

        Caller(Runnable call) {
            this.call = call;
        }

        @Override
        public void run() {
            Throwable thrown = null;
            try {
                call.run();
            } catch (RuntimeException e) {
                thrown = e;
            }
            outcome = new InterruptedCall(thrown, Thread.currentThread().isInterrupted());
        }

        InterruptedCall end() throws InterruptedException {
            join();
            return outcome;
        }
    }
}
