package dev.flipper.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FlagEventSubscriberTest {

    @ParameterizedTest
    @EnumSource
    void eachTypeHasItsMethod(EventType type) {
        List<String> called = new ArrayList<>();
        FlagEventSubscriber spy = (FlagEventSubscriber) Proxy.newProxyInstance(
                FlagEventSubscriber.class.getClassLoader(),
                new Class<?>[] {FlagEventSubscriber.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("onEvent")) {
                        return InvocationHandler.invokeDefault(proxy, method, arguments);
                    }
                    called.add(method.getName());
                    return null;
                });
        spy.onEvent(new FlagEvent.Enable(type, "flag", null, null));
        assertThat(called).containsExactly(methodOf(type));
    }

    /** For example onPreSetClientData for PRE_SET_CLIENT_DATA. */
    private static String methodOf(EventType type) {
        StringBuilder method = new StringBuilder("on");
        for (String word : type.name().split("_", -1)) {
            method.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return method.toString();
    }

    @ParameterizedTest
    @EnumSource
    void methodsDoNothingUnlessOverridden(EventType type) {
        FlagEventSubscriber subscriber = new FlagEventSubscriber() {};
        assertThatCode(() -> subscriber.onEvent(new FlagEvent.Enable(type, "flag", null, null)))
                .doesNotThrowAnyException();
    }
}
