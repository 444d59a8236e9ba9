/** Classes of the EARs that are deployed in several packagings. */
package dev.flipper.testsuite.app.ear;
