package dev.flipper.cdi;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a switched-off method without a redirect returns. */
final class EmptyValues {

    @SuppressWarnings("FutureReturnValueIgnored") // the futures are what is returned
    private static final Map<Class<?>, Supplier<?>> BY_TYPE = Map.ofEntries(
            Map.entry(Optional.class, Optional::empty),
            Map.entry(OptionalInt.class, OptionalInt::empty),
            Map.entry(OptionalLong.class, OptionalLong::empty),
            Map.entry(OptionalDouble.class, OptionalDouble::empty),
            Map.entry(List.class, List::of),
            Map.entry(Collection.class, List::of),
            Map.entry(Iterable.class, List::of),
            Map.entry(Set.class, Set::of),
            Map.entry(Map.class, Map::of),
            Map.entry(Stream.class, Stream::empty),
            Map.entry(CompletionStage.class, EmptyValues::completed),
            Map.entry(CompletableFuture.class, EmptyValues::completed),
            Map.entry(Future.class, EmptyValues::completed));

    private EmptyValues() {}

    static @Nullable Object of(Class<?> type) {
        if (type.isPrimitive()) {
            // An array's elements start out as the empty value of their type.
            return type == void.class ? null : Array.get(Array.newInstance(type, 1), 0);
        }
        Supplier<?> empty = BY_TYPE.get(type);
        return empty == null ? null : empty.get();
    }

    private static CompletableFuture<@Nullable Object> completed() {
        return CompletableFuture.completedFuture(null);
    }
}
