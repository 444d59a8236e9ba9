/** Classes of the applications whose observers are tested. */
package dev.flipper.testsuite.app.events;
