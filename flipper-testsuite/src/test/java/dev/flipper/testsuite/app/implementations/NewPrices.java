package dev.flipper.testsuite.app.implementations;

import dev.flipper.cdi.WhenEnabled;
import jakarta.annotation.Resource;
import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;

@WhenEnabled("PRICES")
@Stateless
@Local(Prices.class)
public class NewPrices implements Prices {

    @Resource
    TransactionSynchronizationRegistry transactions;

    @Override
    public int price(String horse) {
        return 2000;
    }

    @Override
    public boolean inTransaction() {
        return transactions.getTransactionStatus() == Status.STATUS_ACTIVE;
    }
}
