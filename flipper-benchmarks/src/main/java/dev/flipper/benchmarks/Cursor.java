package dev.flipper.benchmarks;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Where a thread is in the row of questions. */
@State(Scope.Thread)
public class Cursor {

    private int at;

    /** Starts with the first question. */
    public Cursor() {}

    int next() {
        at = at + 1 & Questions.LENGTH - 1;
        return at;
    }
}
