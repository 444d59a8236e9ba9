/**
 * Feature flags over JMX. With this jar on the class path each open client, and each of its flags, has a management
 * bean in the platform's MBean server, named {@code dev.flipper:type=…}; nothing has to be called. The beans speak in
 * types of the JDK only, exceptions included, so that tools need none of Flipper's classes.
 */
@NullMarked
package dev.flipper.jmx;

import org.jspecify.annotations.NullMarked;
