/** A web module of an EAR whose handlers are in another module. */
package dev.flipper.testsuite.app.modules;
