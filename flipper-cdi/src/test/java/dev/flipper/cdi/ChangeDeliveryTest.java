package dev.flipper.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.event.FlagChange;
import dev.flipper.store.FlagDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChangeDeliveryTest {

    private static final FlagDefinition OFF = FlagDefinition.of("F", false, Instant.EPOCH, Map.of());
    private static final FlagDefinition ON = OFF.withEnabled(true);
    private static final FlagDefinition NOTED = ON.withClientData(Map.of("note", 1));

    /** Started, but not run before the test says so. */
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    private final List<FlagChange> received = new ArrayList<>();
    private final ChangeDelivery delivery =
            new ChangeDelivery("default", received::add, tasks::add, Duration.ofMillis(1));

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    @AfterEach
    void close() {
        delivery.close();
    }

    @Test
    void whoTellsOfAChangeDoesNotWaitForTheReceiver() {
        delivery.add(new FlagChange("F", OFF, ON));
        assertThat(received).isEmpty();
        runTasks();
        assertThat(received).containsExactly(new FlagChange("F", OFF, ON));
    }

    @Test
    void changesComeInTheirOrder() {
        for (String flag : List.of("C", "A", "B")) {
            delivery.add(new FlagChange(flag, OFF, ON));
        }
        assertThat(tasks).as("one at a time").hasSize(1);
        runTasks();
        assertThat(received).extracting(FlagChange::flag).containsExactly("C", "A", "B");
    }

    @Test
    void whatWaitsIsMergedAndKeepsItsPlace() {
        delivery.add(new FlagChange("F", OFF, ON));
        delivery.add(new FlagChange("G", null, OFF));
        delivery.add(new FlagChange("F", ON, NOTED));
        runTasks();
        assertThat(received).containsExactly(new FlagChange("F", OFF, NOTED), new FlagChange("G", null, OFF));
    }

    @Test
    void whatEndsWhereItBeganIsNotTold() {
        delivery.add(new FlagChange("F", OFF, ON));
        delivery.add(new FlagChange("F", ON, OFF));
        delivery.add(new FlagChange("G", null, OFF));
        delivery.add(new FlagChange("G", OFF, null));
        runTasks();
        assertThat(received).isEmpty();
        delivery.add(new FlagChange("F", OFF, ON));
        runTasks();
        assertThat(received).as("later").hasSize(1);
    }

    @Test
    void whatComesDuringADeliveryIsDeliveredAfterIt() {
        List<FlagChange> seen = new ArrayList<>();
        ChangeDelivery[] self = new ChangeDelivery[1];
        self[0] = new ChangeDelivery(
                "default",
                change -> {
                    seen.add(change);
                    if (seen.size() == 1) {
                        self[0].add(new FlagChange("F", ON, NOTED));
                    }
                },
                tasks::add,
                Duration.ofMillis(1));
        self[0].add(new FlagChange("F", OFF, ON));
        assertThat(tasks).hasSize(1);
        runTasks();
        assertThat(seen).containsExactly(new FlagChange("F", OFF, ON), new FlagChange("F", ON, NOTED));
    }

    @Test
    void aRefusedDeliveryIsToldAndTriedAgainWithTheNextChange() {
        boolean[] refuse = {true};
        ChangeDelivery refused = new ChangeDelivery(
                "default",
                received::add,
                task -> {
                    if (refuse[0]) {
                        throw new RejectedExecutionException("full");
                    }
                    tasks.add(task);
                },
                Duration.ofMillis(1));
        try (LogRecords log = LogRecords.of("dev.flipper.cdi")) {
            refused.add(new FlagChange("F", OFF, ON));
            assertThat(log.messages())
                    .containsExactly("FLIPPER-0034: Observers could not be told of changes made elsewhere to flags of"
                            + " the client 'default'; it is tried again with the next change");
        }
        refuse[0] = false;
        refused.add(new FlagChange("G", OFF, ON));
        runTasks();
        assertThat(received).extracting(FlagChange::flag).containsExactly("F", "G");
    }

    @Test
    void closedItDropsWhatWaitsAndWhatComes() {
        delivery.add(new FlagChange("F", OFF, ON));
        delivery.close();
        delivery.add(new FlagChange("G", OFF, ON));
        runTasks();
        assertThat(received).isEmpty();
    }

    @Test
    void closingWaitsForAReceiverThatIsAtWork() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch mayGo = new CountDownLatch(1);
        List<String> order = new ArrayList<>();
        ChangeDelivery busy = busy(entered, mayGo, Duration.ofMinutes(1), order);
        busy.add(new FlagChange("F", OFF, ON));
        entered.await();
        Thread closing = new Thread(
                () -> {
                    busy.close();
                    order.add("closed");
                },
                "closing");
        closing.start();
        awaitWaiting(closing);
        mayGo.countDown();
        closing.join();
        assertThat(order).containsExactly("received", "closed");
    }

    @Test
    void aReceiverThatHangsIsToldAndLeftAlone() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch mayGo = new CountDownLatch(1);
        ChangeDelivery busy = busy(entered, mayGo, Duration.ofMillis(1), new ArrayList<>());
        busy.add(new FlagChange("F", OFF, ON));
        entered.await();
        try (LogRecords log = LogRecords.of("dev.flipper.cdi")) {
            busy.close();
            assertThat(log.messages())
                    .containsExactly("FLIPPER-0033: The client 'default' is closed while an observer of changes that"
                            + " were made elsewhere is still running, after 0 seconds");
        } finally {
            mayGo.countDown();
        }
    }

    @Test
    void theReceiverItselfMayClose() {
        ChangeDelivery[] self = new ChangeDelivery[1];
        self[0] = new ChangeDelivery("default", change -> self[0].close(), Runnable::run, Duration.ofMinutes(1));
        try (LogRecords log = LogRecords.of("dev.flipper.cdi")) {
            self[0].add(new FlagChange("F", OFF, ON));
            assertThat(log.messages()).isEmpty();
        }
    }

    private static ChangeDelivery busy(
            CountDownLatch entered, CountDownLatch mayGo, Duration patience, List<String> order) {
        return new ChangeDelivery(
                "default",
                change -> {
                    entered.countDown();
                    try {
                        mayGo.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    order.add("received");
                },
                task -> new Thread(task, "worker").start(),
                patience);
    }

    private static void awaitWaiting(Thread thread) {
        while (thread.isAlive() && thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
    }
}
