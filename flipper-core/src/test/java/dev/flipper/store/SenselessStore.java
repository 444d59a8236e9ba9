package dev.flipper.store;

import dev.flipper.FlagFormatException;
import dev.flipper.Subscription;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A store that answers something senseless; which sense each way lacks is for {@link FailingStore} to choose. */
public enum SenselessStore implements FeatureFlagStore {
    /** Null, where that is no answer. */
    NULL {
        @Override
        public void forEach(FlagVisitor visitor) {
            visitor.flag(null);
        }

        @Override
        public void list(int limit, int offset, FlagVisitor visitor) {
            visitor.flag(null);
        }

        @Override
        public Change update(String name, UnaryOperator<FlagDefinition> change) {
            FlagDefinition after = change.apply(null);
            return new Change(null, after);
        }

        @Override
        public Optional<Subscription> subscribe(StoreListener listener) {
            return null;
        }
    },
    /** Another flag than the one that was asked for. */
    ANOTHER_FLAG {
        @Override
        public FlagDefinition get(String name) {
            return other();
        }

        @Override
        public FlagSlot slot(String name, int hash) {
            return new FlagSlot(other());
        }

        @Override
        public Change update(String name, UnaryOperator<FlagDefinition> change) {
            return new Change(other(), change.apply(other()));
        }

        @Override
        public Change delete(String name) {
            return new Change(other(), null);
        }
    },
    /** A change that goes from or to another flag, or to the wrong side. */
    ANOTHER_FLAG_BEFORE {
        @Override
        public Change update(String name, UnaryOperator<FlagDefinition> change) {
            return new Change(other(), flag(name));
        }

        @Override
        public Change delete(String name) {
            return new Change(other(), null);
        }
    },
    ANOTHER_FLAG_AFTER {
        @Override
        public Change update(String name, UnaryOperator<FlagDefinition> change) {
            return new Change(flag(name), other());
        }
    },
    NOTHING_BEFORE {
        @Override
        public Change update(String name, UnaryOperator<FlagDefinition> change) {
            return new Change(null, flag(name));
        }
    },
    NOTHING_AFTER {
        @Override
        public Change update(String name, UnaryOperator<FlagDefinition> change) {
            return new Change(flag(name), null);
        }
    },
    SOMETHING_AFTER {
        @Override
        public Change delete(String name) {
            return new Change(flag(name), flag(name));
        }
    },
    NOTHING_AT_ALL {
        @Override
        public Change update(String name, UnaryOperator<FlagDefinition> change) {
            return new Change(null, null);
        }
    },
    /** An entry that cannot be read, without its name or without a reason. */
    NO_NAME {
        @Override
        public void forEach(FlagVisitor visitor) {
            visitor.unreadable(null, new FlagFormatException(null, "", "it is empty", null));
        }
    },
    NO_PROBLEM {
        @Override
        public void forEach(FlagVisitor visitor) {
            visitor.unreadable("flag", null);
        }
    },
    /** More than was asked for; it would go on for ever. */
    ENDLESS {
        @Override
        public void list(int limit, int offset, FlagVisitor visitor) {
            for (int i = 0; ; i++) {
                visitor.flag(flag("flag" + i));
            }
        }
    },
    /** Something of another class, as a cast that nobody checks lets through. */
    ANOTHER_CLASS {
        @Override
        public Optional<Subscription> subscribe(StoreListener listener) {
            return unchecked(Optional.of("subscribed"));
        }
    };

    private static FlagDefinition flag(String name) {
        return FlagDefinition.of(name, true, Instant.EPOCH, Map.of());
    }

    private static FlagDefinition other() {
        return flag("other");
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T> T unchecked(Object object) {
        return (T) object;
    }

    @Override
    public FlagDefinition get(String name) {
        throw new AssertionError("nobody should ask " + this);
    }

    @Override
    public boolean create(FlagDefinition definition) {
        throw new AssertionError("nobody should ask " + this);
    }

    @Override
    public Change update(String name, UnaryOperator<FlagDefinition> change) {
        throw new AssertionError("nobody should ask " + this);
    }

    @Override
    public Change delete(String name) {
        throw new AssertionError("nobody should ask " + this);
    }

    @Override
    public void forEach(FlagVisitor visitor) {
        throw new AssertionError("nobody should ask " + this);
    }

    @Override
    public void close() {}
}
