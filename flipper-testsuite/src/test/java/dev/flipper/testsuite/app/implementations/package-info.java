/** Interfaces that two beans implement by turns. */
package dev.flipper.testsuite.app.implementations;
