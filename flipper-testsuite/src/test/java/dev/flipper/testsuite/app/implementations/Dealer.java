package dev.flipper.testsuite.app.implementations;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;

/** Injects interfaces and knows nothing of flags. */
@Stateless
public class Dealer {

    @Inject
    Sounds sounds;

    @Inject
    Prices prices;

    public String offer(long rider) {
        return sounds.sound(rider) + " for " + prices.price("any");
    }

    public boolean pricesAreInTransaction() {
        return prices.inTransaction();
    }
}
