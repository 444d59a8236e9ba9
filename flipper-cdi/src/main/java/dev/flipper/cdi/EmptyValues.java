package dev.flipper.cdi;

import java.lang.reflect.Array;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a switched-off method without a redirect returns. */
final class EmptyValues {

    /** Collections that can be asked for null, as those of {@code List.of()} cannot. */
    private static final Map<Class<?>, Supplier<?>> BY_TYPE = Map.ofEntries(
            Map.entry(Optional.class, Optional::empty),
            Map.entry(OptionalInt.class, OptionalInt::empty),
            Map.entry(OptionalLong.class, OptionalLong::empty),
            Map.entry(OptionalDouble.class, OptionalDouble::empty),
            Map.entry(List.class, Collections::emptyList),
            Map.entry(Collection.class, Collections::emptyList),
            Map.entry(Iterable.class, Collections::emptyList),
            Map.entry(Iterator.class, Collections::emptyIterator),
            Map.entry(Set.class, Collections::emptySet),
            Map.entry(SortedSet.class, Collections::emptyNavigableSet),
            Map.entry(NavigableSet.class, Collections::emptyNavigableSet),
            // There are none that cannot be changed: each caller has one of his own.
            Map.entry(Queue.class, ArrayDeque::new),
            Map.entry(Deque.class, ArrayDeque::new),
            Map.entry(Map.class, Collections::emptyMap),
            Map.entry(SortedMap.class, Collections::emptyNavigableMap),
            Map.entry(NavigableMap.class, Collections::emptyNavigableMap),
            Map.entry(Stream.class, Stream::empty),
            Map.entry(IntStream.class, IntStream::empty),
            Map.entry(LongStream.class, LongStream::empty),
            Map.entry(DoubleStream.class, DoubleStream::empty));

    private static final Set<Class<?>> FUTURES = Set.of(CompletionStage.class, CompletableFuture.class, Future.class);

    private EmptyValues() {}

    /** Gives what makes the empty values of a type, so that a call need not look for it. */
    @SuppressWarnings("FutureReturnValueIgnored") // the futures are what is returned
    static Supplier<? extends @Nullable Object> of(Type type) {
        Class<?> erased = Types.erasure(type);
        if (FUTURES.contains(erased)) {
            Supplier<? extends @Nullable Object> value = type instanceof ParameterizedType parameterized
                    ? of(parameterized.getActualTypeArguments()[0])
                    : () -> null;
            return () -> CompletableFuture.<@Nullable Object>completedFuture(value.get());
        }
        Object constant = constant(erased);
        return constant != null ? () -> constant : BY_TYPE.getOrDefault(erased, () -> null);
    }

    private static @Nullable Object constant(Class<?> type) {
        if (type.isArray()) {
            return Array.newInstance(type.getComponentType(), 0);
        }
        // An array's elements start out as the empty value of their type.
        return type.isPrimitive() && type != void.class ? Array.get(Array.newInstance(type, 1), 0) : null;
    }
}
