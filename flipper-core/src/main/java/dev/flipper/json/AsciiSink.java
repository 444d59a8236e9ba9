package dev.flipper.json;

/** Takes JSON text character by character, so that hashing a value needs no string of it. */
@FunctionalInterface
public interface AsciiSink {

    /**
     * Takes the next character.
     *
     * @param c an ASCII character
     */
    void put(char c);
}
