package dev.flipper.store.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ToldInOrderTest {

    @Test
    void whatIsToldIsGivenInItsOrder() {
        ToldInOrder told = new ToldInOrder();
        told.connected();
        told.changed("a");
        told.changed("b");
        told.disconnected();
        told.changed("c");

        assertThat(told.next()).isEqualTo(ToldInOrder.CONNECTED);
        assertThat(told.next()).isEqualTo("a");
        told.await(ToldInOrder.DISCONNECTED);
        assertThat(told.next()).isEqualTo("c");
    }
}
