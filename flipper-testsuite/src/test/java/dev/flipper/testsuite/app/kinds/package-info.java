/** Each way in which an annotation can come to a method of a CDI bean. */
package dev.flipper.testsuite.app.kinds;
