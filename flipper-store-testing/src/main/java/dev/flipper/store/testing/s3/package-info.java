/** A server with the interface of S3, and what others do with a bucket of it. */
@NullMarked
package dev.flipper.store.testing.s3;

import org.jspecify.annotations.NullMarked;
