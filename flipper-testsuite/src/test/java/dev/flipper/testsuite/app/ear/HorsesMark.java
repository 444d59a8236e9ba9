package dev.flipper.testsuite.app.ear;

import jakarta.enterprise.context.Dependent;

/** A class by which the class loader of one WAR is found. */
@Dependent
public class HorsesMark {}
