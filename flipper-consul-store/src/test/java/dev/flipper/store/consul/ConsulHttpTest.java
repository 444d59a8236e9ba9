package dev.flipper.store.consul;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConsulHttpTest {

    private static final Duration TIMEOUT = Duration.ofMillis(300);

    private static ConsulHttp http(StandIn consul) {
        return new ConsulHttp(
                ConsulAddress.parse(consul.uri().toString()),
                new HttpAccess(null, null),
                TIMEOUT,
                AnswerLimits.USUAL,
                new LazyHttpClient(TIMEOUT, null, Thread::new));
    }

    @Test
    void eachIsToldTheTimeThatHasBeenWaited() {
        try (StandIn consul = new StandIn(request -> null);
                ConsulHttp http = http(consul)) {
            assertThatExceptionOfType(ConsulFailure.class)
                    .isThrownBy(() -> http.get("/"))
                    .withMessageEndingWith(" within 300 ms");
            assertThatExceptionOfType(ConsulFailure.class)
                    .isThrownBy(() -> http.answer(http.ask("/", Duration.ofSeconds(1), () -> {})))
                    .withMessage("there was no answer within 1300 ms");
        }
    }
}
