package dev.flipper.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may stand where, as the compiler sees it; each type is the return type of a method. */
class TypesTest {

    interface Base<T> {
        T t();

        List<T> listOfT();

        T[] arrayOfT();

        List<T>[] arrayOfListOfT();
    }

    /** A {@code T} is a {@code String}. */
    interface Kinds extends Base<String> {
        String string();

        CharSequence chars();

        Object object();

        List<String> strings();

        @SuppressWarnings("NonApiType") // a class on purpose
        ArrayList<String> arrayListOfStrings();

        List<Integer> integers();

        List<? extends CharSequence> someChars();

        List<? super String> aboveString();

        List<? super CharSequence> aboveChars();

        List<?> anything();

        Collection<String> collection();

        @SuppressWarnings("rawtypes") // raw on purpose
        List raw();

        String[] array();

        List<String>[] arrayOfLists();

        Collection<String>[] arrayOfCollections();

        int number();

        long longNumber();

        void nothing();

        <N extends Number & Comparable<N>> N bounded();

        Number numbers();

        Comparable<?> comparable();
    }

    @ParameterizedTest
    @CsvSource({
        "string, t",
        "t, string",
        "chars, t",
        "object, strings",
        "strings, listOfT",
        "strings, arrayListOfStrings",
        "collection, listOfT",
        "collection, arrayListOfStrings",
        "someChars, strings",
        "someChars, someChars",
        "anything, someChars",
        "anything, integers",
        "aboveString, strings",
        "aboveString, aboveChars",
        "strings, raw",
        "raw, strings",
        "array, arrayOfT",
        "arrayOfLists, arrayOfListOfT",
        "arrayOfCollections, arrayOfListOfT",
        "object, array",
        "object, arrayOfLists",
        "number, number",
        "nothing, nothing",
        "numbers, bounded",
        "comparable, bounded"
    })
    void fits(String wanted, String given) {
        assertThat(Types.fits(type(wanted), type(given))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "string, chars",
        "string, object",
        "strings, integers",
        "integers, listOfT",
        "strings, someChars",
        "strings, collection",
        "strings, anything",
        "someChars, integers",
        "someChars, anything",
        "aboveChars, strings",
        "aboveChars, aboveString",
        "aboveString, integers",
        "aboveString, someChars",
        "arrayOfLists, array",
        "arrayOfListOfT, arrayOfCollections",
        "array, string",
        "number, longNumber",
        "longNumber, number",
        "object, number",
        "nothing, string",
        "object, nothing",
        "bounded, numbers"
    })
    void doesNotFit(String wanted, String given) {
        assertThat(Types.fits(type(wanted), type(given))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "listOfT | java.util.List<java.lang.String>",
                "arrayOfT | java.lang.String[]",
                "arrayOfListOfT | java.util.List<java.lang.String>[]",
                "someChars | java.util.List<? extends java.lang.CharSequence>",
                "aboveString | java.util.List<? super java.lang.String>",
                "anything | java.util.List<?>",
                "bounded | N"
            })
    void areToldAsTheyStandInSources(String method, String text) {
        assertThat(type(method).getTypeName()).isEqualTo(text);
    }

    private static Type type(String name) {
        Method method = Arrays.stream(Kinds.class.getMethods())
                .filter(candidate -> candidate.getName().equals(name))
                .findFirst()
                .orElseThrow();
        return Signature.of(Kinds.class, method).returned();
    }
}
