/** Classes of the applications that the tests deploy. */
package dev.flipper.testsuite.app;
