package dev.flipper.testsuite.app.implementations;

public interface Prices {
    int price(String horse);

    boolean inTransaction();
}
