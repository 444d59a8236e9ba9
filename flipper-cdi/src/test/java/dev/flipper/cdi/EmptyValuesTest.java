package dev.flipper.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
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
import java.util.stream.BaseStream;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmptyValuesTest {

    /** Its methods' return types are the types. */
    interface Generic<T> {
        CompletionStage<List<String>> stageOfList();

        CompletableFuture<? extends Optional<T>> futureOfSomeOptional();

        Future<CompletionStage<int[]>> futureOfStage();

        CompletionStage<T> stageOfAnything();

        @SuppressWarnings("rawtypes") // raw on purpose
        CompletionStage raw();

        List<? extends T>[] arrayOfLists();
    }

    private static Object empty(Type type) {
        return EmptyValues.of(type).get();
    }

    private static Object emptyOf(String method) {
        return Arrays.stream(Generic.class.getMethods())
                .filter(candidate -> candidate.getName().equals(method))
                .map(candidate -> empty(candidate.getGenericReturnType()))
                .findFirst()
                .orElseThrow();
    }

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(boolean.class, false),
                Arguments.of(char.class, '\0'),
                Arguments.of(byte.class, (byte) 0),
                Arguments.of(short.class, (short) 0),
                Arguments.of(int.class, 0),
                Arguments.of(long.class, 0L),
                Arguments.of(float.class, 0f),
                Arguments.of(double.class, 0d),
                Arguments.of(Optional.class, Optional.empty()),
                Arguments.of(OptionalInt.class, OptionalInt.empty()),
                Arguments.of(OptionalLong.class, OptionalLong.empty()),
                Arguments.of(OptionalDouble.class, OptionalDouble.empty()),
                Arguments.of(Iterable.class, List.of()),
                Arguments.of(Collection.class, List.of()),
                Arguments.of(List.class, List.of()),
                Arguments.of(Set.class, Set.of()),
                Arguments.of(SortedSet.class, Set.of()),
                Arguments.of(NavigableSet.class, Set.of()),
                Arguments.of(Map.class, Map.of()),
                Arguments.of(SortedMap.class, Map.of()),
                Arguments.of(NavigableMap.class, Map.of()),
                Arguments.of(int[].class, new int[0]),
                Arguments.of(String[][].class, new String[0][]));
    }

    @ParameterizedTest
    @MethodSource("values")
    void fitTheirType(Class<?> type, Object expected) {
        assertThat(empty(type)).isEqualTo(expected);
        assertThat(type.isPrimitive() || type.isInstance(empty(type))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(classes = {Queue.class, Deque.class})
    void whatCanBeFilledIsNotShared(Class<?> type) {
        assertThat((Queue<?>) empty(type)).isInstanceOf(type).isEmpty();
        assertThat(empty(type)).isNotSameAs(empty(type));
    }

    @Test
    void nothingIsLeftToIterateOver() {
        assertThat((Iterator<?>) empty(Iterator.class)).isExhausted();
    }

    @Test
    void aCollectionCanBeAskedForNull() {
        assertThatCode(() -> ((Collection<?>) empty(List.class)).contains(null)).doesNotThrowAnyException();
        assertThatCode(() -> ((Collection<?>) empty(Set.class)).contains(null)).doesNotThrowAnyException();
        assertThatCode(() -> ((Map<?, ?>) empty(Map.class)).get(null)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(classes = {CompletionStage.class, CompletableFuture.class, Future.class})
    void futuresAreCompletedAndNotShared(Class<?> type) {
        CompletableFuture<?> future = (CompletableFuture<?>) empty(type);
        assertThat(future).isCompletedWithValue(null);
        assertThat(empty(type)).isNotSameAs(future);
    }

    @Test
    void theValueOfAFutureIsItselfEmpty() {
        assertThat(value(emptyOf("stageOfList"))).isEqualTo(List.of());
        assertThat(value(emptyOf("futureOfSomeOptional"))).isEqualTo(Optional.empty());
        assertThat(value(value(emptyOf("futureOfStage")))).isEqualTo(new int[0]);
        assertThat(value(emptyOf("stageOfAnything"))).isNull();
        assertThat(value(emptyOf("raw"))).isNull();
    }

    private static Object value(Object future) {
        return ((CompletableFuture<?>) future).join();
    }

    @Test
    void anArrayHasItsComponentsRawType() {
        assertThat(emptyOf("arrayOfLists")).isInstanceOf(List[].class).isEqualTo(new List<?>[0]);
    }

    @ParameterizedTest
    @ValueSource(classes = {Stream.class, IntStream.class, LongStream.class, DoubleStream.class})
    void aStreamCanBeReadEachTime(Class<?> type) {
        for (int i = 0; i < 2; i++) {
            assertThat(((BaseStream<?, ?>) empty(type)).iterator()).isExhausted();
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {void.class, String.class, Integer.class, Boolean.class})
    void areNullForAnyOtherType(Class<?> type) {
        assertThat(empty(type)).isNull();
    }
}
