package dev.flipper.cdi.elsewhere;

import dev.flipper.cdi.WhenDisabled;
import dev.flipper.cdi.WhenEnabled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Switched beans of an interface that only their own package sees, as is usual in applications. */
public final class HiddenInterface {

    private HiddenInterface() {}

    interface Sounds {
        String sound();

        default String twice() {
            return sound() + sound();
        }
    }

    @WhenEnabled("F")
    @ApplicationScoped
    static class NewSounds implements Sounds {
        @Override
        public String sound() {
            return "Whinny";
        }
    }

    @WhenDisabled("F")
    @ApplicationScoped
    static class OldSounds implements Sounds {
        @Override
        public String sound() {
            return "Neigh";
        }
    }

    @ApplicationScoped
    public static class Horse {

        @Inject
        Sounds sounds;

        public String say() {
            return sounds.sound() + " " + sounds.twice();
        }
    }

    public static Class<?>[] beans() {
        return new Class<?>[] {NewSounds.class, OldSounds.class, Horse.class};
    }
}
