package dev.flipper.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;

class JmxCallsTest {

    @Test
    void operationsRunWithTheApplicationsClassLoader() throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader application = new URLClassLoader(new URL[0])) {
            JmxCalls calls = new JmxCalls(application);

            assertThat(calls.call(() -> Thread.currentThread().getContextClassLoader()))
                    .isSameAs(application);
            assertThatIllegalStateException()
                    .isThrownBy(() -> calls.run(() -> {
                        throw new UnsupportedOperationException();
                    }));
        }
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }
}
