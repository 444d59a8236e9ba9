package dev.flipper.examples.horses;

/** Somebody who listens to a horse; the attributes decide what they hear. */
public record Rider(long id, String name, String location) {}
