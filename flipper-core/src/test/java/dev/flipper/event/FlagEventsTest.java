package dev.flipper.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.flipper.LogCapture;
import dev.flipper.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FlagEventsTest {

    private final FlagEvents events = FlagEvents.create();
    private final List<String> heard = new ArrayList<>();

    private static FlagEvent event(EventType type) {
        return new FlagEvent.Enable(type, "flag", null, null);
    }

    private Consumer<Object> hear(String listener) {
        return event -> heard.add(listener);
    }

    private static FlagEventSubscriber subscriber(Consumer<FlagEvent> target) {
        return new FlagEventSubscriber() {
            @Override
            public void onEvent(FlagEvent event) {
                target.accept(event);
            }
        };
    }

    @ParameterizedTest
    @EnumSource
    void aListenerHearsItsTypeOnly(EventType type) {
        List<FlagEvent> received = new ArrayList<>();
        events.on(type, received::add);
        for (EventType other : EventType.values()) {
            events.emit(event(other));
        }
        assertThat(received).containsExactly(event(type));
    }

    @Test
    void eachOfEightOperationsHasATypeBeforeAndOneAfter() {
        List<String> before = new ArrayList<>();
        List<String> after = new ArrayList<>();
        for (EventType type : EventType.values()) {
            (type.isPre() ? before : after).add(type.name());
        }
        assertThat(before)
                .containsExactly(
                        "PRE_CREATE",
                        "PRE_ENABLE",
                        "PRE_DISABLE",
                        "PRE_DESTROY",
                        "PRE_ADD_CONDITION",
                        "PRE_SET_CONDITIONS",
                        "PRE_SET_CLIENT_DATA",
                        "PRE_SET_BUCKETER");
        assertThat(after)
                .isEqualTo(before.stream()
                        .map(name -> name.replace("PRE_", "POST_"))
                        .toList());
    }

    @Test
    void listenersAndSubscribersAreCalledInOrderOfRegistration() {
        events.on(EventType.PRE_ENABLE, hear("first"));
        events.register(subscriber(hear("second")::accept));
        events.on(EventType.PRE_ENABLE, hear("third"));
        events.emit(event(EventType.PRE_ENABLE));
        assertThat(heard).containsExactly("first", "second", "third");
    }

    @Test
    void aListenerIsCalledInTheEmittingThread() {
        List<Thread> threads = new ArrayList<>();
        events.on(EventType.POST_ENABLE, event -> threads.add(Thread.currentThread()));
        events.emit(event(EventType.POST_ENABLE));
        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    void aSubscriptionThatIsClosedHearsNothing() {
        Consumer<Object> listener = hear("x");
        Subscription first = events.on(EventType.PRE_ENABLE, listener);
        events.on(EventType.PRE_ENABLE, listener);
        first.close();
        first.close();
        events.emit(event(EventType.PRE_ENABLE));
        assertThat(heard)
                .as("the second registration of the same listener stays")
                .containsExactly("x");
    }

    @Test
    void aSubscriberIsRemovedAsOftenAsItWasRegistered() {
        FlagEventSubscriber subscriber = subscriber(hear("x")::accept);
        FlagEventSubscriber other = subscriber(hear("other")::accept);
        events.register(subscriber);
        events.register(other);
        events.register(subscriber);
        events.emit(event(EventType.PRE_ENABLE));
        assertThat(heard).containsExactly("x", "other", "x");
        heard.clear();
        events.remove(subscriber);
        events.remove(subscriber(event -> {}));
        events.emit(event(EventType.PRE_ENABLE));
        assertThat(heard).containsExactly("other");
    }

    @Test
    void aListenerMayLeaveWhileItIsCalled() {
        List<Subscription> own = new ArrayList<>();
        own.add(events.on(EventType.PRE_ENABLE, event -> own.get(0).close()));
        events.on(EventType.PRE_ENABLE, hear("second"));
        events.emit(event(EventType.PRE_ENABLE));
        events.emit(event(EventType.PRE_ENABLE));
        assertThat(heard).containsExactly("second", "second");
    }

    @Test
    void whatAListenerThrowsBeforeReachesTheCaller() {
        IllegalStateException veto = new IllegalStateException("not today");
        events.on(EventType.PRE_ENABLE, event -> {
            throw veto;
        });
        events.on(EventType.PRE_ENABLE, hear("second"));
        assertThat(catchThrowable(() -> events.emit(event(EventType.PRE_ENABLE))))
                .isSameAs(veto);
        assertThat(heard).isEmpty();
    }

    @Test
    void whatAListenerThrowsAfterwardsIsLogged() {
        AssertionError failure = new AssertionError("an error, not only an exception");
        events.on(EventType.POST_ENABLE, event -> {
            throw failure;
        });
        events.on(EventType.POST_ENABLE, hear("second"));
        try (LogCapture log = new LogCapture()) {
            events.emit(event(EventType.POST_ENABLE));
            assertThat(log.errors())
                    .containsExactly("A listener to POST_ENABLE of the flag 'flag' failed; the change stands");
            assertThat(log.thrown()).containsExactly(failure);
        }
        assertThat(heard).containsExactly("second");
    }

    @Test
    void externalChangesHaveListenersOfTheirOwn() {
        List<FlagChange> received = new ArrayList<>();
        FlagChange change = new FlagChange("flag", null, null);
        Subscription failing = events.onExternalChange(event -> {
            throw new IllegalStateException();
        });
        Subscription subscription = events.onExternalChange(received::add);
        events.register(subscriber(hear("x")::accept));
        try (LogCapture log = new LogCapture()) {
            events.emitExternalChange(change);
            assertThat(log.errors())
                    .containsExactly("A listener to external changes failed on a change of the flag 'flag'; the"
                            + " change stands");
        }
        failing.close();
        subscription.close();
        events.emitExternalChange(change);
        assertThat(received).containsExactly(change);
        assertThat(heard).isEmpty();
    }

    @Test
    void refusesNulls() {
        assertThatNullPointerException()
                .isThrownBy(() -> events.on(null, event -> {}))
                .withMessage("type");
        assertThatNullPointerException()
                .isThrownBy(() -> events.on(EventType.PRE_ENABLE, null))
                .withMessage("listener");
        assertThatNullPointerException().isThrownBy(() -> events.register(null));
        assertThatNullPointerException().isThrownBy(() -> events.remove(null)).withMessage("subscriber");
        assertThatNullPointerException()
                .isThrownBy(() -> events.onExternalChange(null))
                .withMessage("listener");
        assertThatNullPointerException()
                .isThrownBy(() -> new FlagChange(null, null, null))
                .withMessage("flag");
    }
}
