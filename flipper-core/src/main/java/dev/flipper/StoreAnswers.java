package dev.flipper;

import dev.flipper.store.Change;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.StoreStatus;
import dev.flipper.store.StoreTransaction;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at what a store answers, which may be anybody's code, before it is passed on. */
final class StoreAnswers {

    private StoreAnswers() {}

    static @Nullable FlagDefinition read(String flag, @Nullable FlagDefinition answer) {
        if (answer != null) {
            requireNamed(flag, answer);
        }
        return answer;
    }

    static @Nullable Change changed(String flag, @Nullable Change answer) {
        if (answer != null) {
            if (answer.before() == null || answer.after() == null) {
                throw new WrongAnswerException("it answered a change from " + state(answer.before()) + " to "
                        + state(answer.after()) + ", so that it is unknown whether the flag was changed");
            }
            requireNamed(flag, answer.before());
            requireNamed(flag, answer.after());
        }
        return answer;
    }

    static @Nullable Change removed(String flag, @Nullable Change answer) {
        if (answer != null) {
            read(flag, answer.before());
            if (answer.after() != null) {
                throw new WrongAnswerException("it answered that the flag is still there: " + answer.after());
            }
        }
        return answer;
    }

    static @Nullable StoreTransaction transaction(Optional<StoreTransaction> answer) {
        if (answer == null) {
            throw new WrongAnswerException("it gave null in place of an Optional");
        }
        return answer.orElse(null);
    }

    static StoreStatus status(@Nullable StoreStatus answer) {
        if (answer == null) {
            throw new WrongAnswerException("it gave no status");
        }
        return answer;
    }

    static void requireNamed(String flag, @Nullable FlagDefinition answer) {
        if (answer == null) {
            throw new WrongAnswerException("it gave no flag");
        }
        if (!answer.name().equals(flag)) {
            throw new WrongAnswerException("it gave a flag of the name '" + answer.name() + "'");
        }
    }

    private static String state(@Nullable FlagDefinition definition) {
        return definition == null ? "nothing" : definition.toString();
    }
}
