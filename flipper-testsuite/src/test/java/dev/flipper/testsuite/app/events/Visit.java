package dev.flipper.testsuite.app.events;

import jakarta.enterprise.context.RequestScoped;

/** Lives as long as one request. */
@RequestScoped
public class Visit {

    private int count;

    public void begin() {
        count++;
    }

    public int count() {
        return count;
    }
}
