package dev.flipper.testsuite.app.ear;

import jakarta.enterprise.context.Dependent;

/** A class by which the class loader of the EAR's lib is found. */
@Dependent
public class LibMark {}
