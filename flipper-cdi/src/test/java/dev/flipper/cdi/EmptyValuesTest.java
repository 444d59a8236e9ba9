package dev.flipper.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmptyValuesTest {

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
                Arguments.of(Map.class, Map.of()));
    }

    @ParameterizedTest
    @MethodSource("values")
    void fitTheirType(Class<?> type, Object expected) {
        assertThat(EmptyValues.of(type)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(classes = {CompletionStage.class, CompletableFuture.class, Future.class})
    void futuresAreCompletedAndNotShared(Class<?> type) {
        CompletableFuture<?> future = (CompletableFuture<?>) EmptyValues.of(type);
        assertThat(future.isDone()).isTrue();
        assertThat(future.getNow(null)).isNull();
        assertThat(EmptyValues.of(type)).isNotSameAs(future);
    }

    @Test
    void aStreamCanBeReadEachTime() {
        for (int i = 0; i < 2; i++) {
            assertThat(((Stream<?>) EmptyValues.of(Stream.class)).count()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {void.class, String.class, Integer.class, SortedSet.class, int[].class})
    void areNullForAnyOtherType(Class<?> type) {
        assertThat(EmptyValues.of(type)).isNull();
    }
}
