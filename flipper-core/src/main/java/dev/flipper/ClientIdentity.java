package dev.flipper;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Who a client is. */
record ClientIdentity(
        String name, String application, @Nullable Serializable serialForm) {}
