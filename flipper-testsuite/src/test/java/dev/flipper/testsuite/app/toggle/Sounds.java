package dev.flipper.testsuite.app.toggle;

/** A business interface; what is switched stands on the bean class. */
public interface Sounds<T> {

    String sound(T rider);
}
