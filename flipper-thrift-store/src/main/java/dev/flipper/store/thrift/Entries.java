package dev.flipper.store.thrift;

import dev.flipper.FlagFormatException;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.thrift.idl.FlagEntry;

/** Makes the struct of what is stored by a name. */
final class Entries {

    private Entries() {}

    /**
     * Tells whether Thrift can write a name. Its strings are UTF-8, which has nothing for a lone surrogate: such a name
     * would arrive as another one, which has another place in the order and may be somebody else's.
     */
    static boolean isSendable(String name) {
        return name.codePoints().noneMatch(point -> Character.getType(point) == Character.SURROGATE);
    }

    static FlagEntry of(FlagDefinition flag) {
        return new FlagEntry().setFeature_name(flag.name()).setDocument(flag.toJson());
    }

    static FlagEntry absent(String name) {
        return new FlagEntry().setFeature_name(name);
    }

    static FlagEntry unreadable(String name, FlagFormatException problem) {
        return absent(name).setProblem(String.valueOf(problem.getMessage())).setProblem_place(problem.place());
    }

    /** Of one that is gone nobody needs to know why. */
    static FlagEntry unreadable(String name) {
        return absent(name).setProblem("it was no flag");
    }

    /** About how many bytes an entry takes. A document is ASCII. */
    static long size(FlagEntry entry) {
        int document = entry.isSetDocument() ? entry.getDocument().length() : 0;
        int problem = entry.isSetProblem() ? entry.getProblem().length() : 0;
        return 64L + 3L * (entry.getFeature_name().length() + problem) + document;
    }
}
