package dev.flipper.testsuite.app.implementations;

import dev.flipper.cdi.FlagAttribute;

public interface Sounds {
    String sound(@FlagAttribute("rider_id") long rider);
}
