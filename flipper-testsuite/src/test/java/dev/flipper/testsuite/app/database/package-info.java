/** Parts of an application that keeps its flags in its database. */
package dev.flipper.testsuite.app.database;
