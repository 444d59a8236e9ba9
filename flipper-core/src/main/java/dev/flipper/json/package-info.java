/**
 * JSON values as plain Java objects, read and written exactly as the original (a Python library) reads and writes them.
 *
 * <p>A JSON value is {@code null}, a {@link java.lang.Boolean}, a {@link java.lang.String}, an integer (an
 * {@link java.lang.Integer} if it fits, else a {@link java.lang.Long}, else a {@link java.math.BigInteger}), a
 * {@link java.lang.Double}, an unmodifiable {@link java.util.List} or an unmodifiable {@link java.util.Map} of these.
 * Because each number has exactly one form, values compare with {@code equals}: the integer 1 is not the decimal 1.0.
 */
@NullMarked
package dev.flipper.json;

import org.jspecify.annotations.NullMarked;
