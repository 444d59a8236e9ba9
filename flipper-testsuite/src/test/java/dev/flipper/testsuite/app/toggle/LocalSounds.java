package dev.flipper.testsuite.app.toggle;

public interface LocalSounds extends Sounds<String> {

    String second(String... riders);
}
