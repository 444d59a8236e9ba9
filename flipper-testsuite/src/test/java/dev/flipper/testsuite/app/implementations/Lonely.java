package dev.flipper.testsuite.app.implementations;

import dev.flipper.cdi.WhenEnabled;
import jakarta.ejb.Local;
import jakarta.ejb.Stateless;

/** Lacks its counterpart. */
@WhenEnabled("LONELY")
@Stateless
@Local(Prices.class)
public class Lonely implements Prices {

    @Override
    public int price(String horse) {
        return 0;
    }

    @Override
    public boolean inTransaction() {
        return false;
    }
}
