/**
 * Flags as objects in a bucket of S3 or of a service with its interface, and the provider by which settings choose it.
 */
@NullMarked
package dev.flipper.store.s3;

import org.jspecify.annotations.NullMarked;
