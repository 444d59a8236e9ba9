package dev.flipper.store.testing;

/** A server that a test takes away from those who use it, and gives back to them. */
public interface BreakableServer {

    /** Makes the server stand still: it is connected to, but never answers. */
    void freeze();

    /** Lets a frozen server go on, with all that it was sent meanwhile. */
    void thaw();

    /** Ends the server at once, frozen or not, as a power failure would. Returns when it has ended. */
    void kill();

    /** Starts a server that has ended again, where it was. Returns when it answers. */
    void start();
}
