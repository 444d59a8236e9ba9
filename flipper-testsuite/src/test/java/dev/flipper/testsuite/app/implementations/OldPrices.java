package dev.flipper.testsuite.app.implementations;

import dev.flipper.cdi.WhenDisabled;
import jakarta.ejb.Local;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;

@WhenDisabled("PRICES")
@Singleton
@Local(Prices.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class OldPrices implements Prices {

    @Override
    public int price(String horse) {
        return 1000;
    }

    @Override
    public boolean inTransaction() {
        return false;
    }
}
