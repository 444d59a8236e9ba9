/** Beans of all kinds with switched methods. */
package dev.flipper.testsuite.app.toggle;
