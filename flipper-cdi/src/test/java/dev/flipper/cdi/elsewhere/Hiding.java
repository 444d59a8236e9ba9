package dev.flipper.cdi.elsewhere;

/** Gives subclasses an interface that only this package can implement. */
public class Hiding implements Hidden {}
