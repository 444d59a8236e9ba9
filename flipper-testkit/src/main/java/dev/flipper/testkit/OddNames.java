package dev.flipper.testkit;

import java.util.List;
import java.util.stream.Stream;

/** Names that have confused one backend or another. */
final class OddNames {

    /** Each may be given to a new flag. */
    static final List<String> VALID = Stream.of(
                    plain(), paths(), blanks(), wildcards(), otherSyntax(), unicode(), lengths())
            .flatMap(List::stream)
            .toList();

    /** No new flag may have one of these, so that there are none. */
    static final List<String> IMPOSSIBLE = List.of(
            "",
            "\u0000",
            "a\nb",
            "tab\t",
            "\u007f",
            "\u0085",
            "x".repeat(1000),
            "😀".repeat(300),
            "\ud800",
            "a\udc00b");

    private OddNames() {}

    /** One is the beginning of another; some differ in case only. */
    private static List<String> plain() {
        return List.of("a", "aa", "A", "flag", "Flag", "FLAG", "flagged", "0", "00", "null", "true", "features");
    }

    private static List<String> paths() {
        return List.of(
                "/",
                "//",
                "/a",
                "a/",
                "a/b",
                "a//b",
                ".",
                "..",
                "./a",
                "../a",
                "a/../b",
                "features/a",
                "\\",
                "a\\b",
                "a.b");
    }

    private static List<String> blanks() {
        return List.of(" ", "  ", " a", "a ", "a b", "a  b", "\u00a0", "a\u2028b", "\u200ba", "\ufeffa");
    }

    private static List<String> wildcards() {
        return List.of("*", "a*", "?", "a?", "[a]", "[^a]", "_", "a_b", "%", "a%", "^", "$", "a.*", "(a|b)", "{a,b}");
    }

    private static List<String> otherSyntax() {
        return List.of(
                "%2F",
                "a%20b",
                "a+b",
                "'",
                "a'b",
                "\"",
                "`",
                "' OR '1'='1",
                "--",
                ";",
                ":",
                "a:b",
                "#",
                "&",
                "a=b",
                "<a>",
                "${a}",
                "\\n",
                "\\u0061",
                ",",
                "@",
                "!",
                "~",
                "|",
                "{}");
    }

    /** Composed and decomposed are different names, and so are small letters and the capitals that they have here. */
    private static List<String> unicode() {
        return List.of(
                "Ünïcode flag",
                "\u00e9",
                "e\u0301",
                "ß",
                "SS",
                "ı",
                "İ",
                "中文",
                "\uff5e",
                "\ufffd",
                "\uffff",
                "😀",
                "😀😀",
                "a😀",
                "👩‍👩‍👧",
                "\ud835\udcb3",
                "\udbff\udfff",
                "שלום");
    }

    private static List<String> lengths() {
        return List.of("x".repeat(254), "x".repeat(255), "y" + "ü".repeat(254), "😀".repeat(255));
    }
}
