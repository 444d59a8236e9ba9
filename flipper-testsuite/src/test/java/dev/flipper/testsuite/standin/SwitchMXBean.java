package dev.flipper.testsuite.standin;

public interface SwitchMXBean {

    boolean isEnabled();

    void setEnabled(boolean enabled);
}
