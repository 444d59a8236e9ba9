package dev.flipper.store;

import dev.flipper.FlagFormatException;
import dev.flipper.FlipperException;
import dev.flipper.json.Json;
import dev.flipper.store.CopyKinds.Kind;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A command that copies the flags of one store into another: to bring a store that has lost its flags back from a
 * replica, or to make the first backup of one.
 *
 * <pre>{@code
 * java -cp 'lib/*' dev.flipper.store.CopyFlags s3 redis --settings=microprofile-config.properties
 * }</pre>
 *
 * <p>It does what {@link FlagCopy#missing} promises, and with {@code --replace} what {@link FlagCopy#all} does. The
 * stores are made by the {@link FeatureFlagStoreProvider}s on the class path, of the settings that an application has
 * for them: {@code flipper.redis.uri}, or with {@code --client=billing}, {@code flipper.client.billing.redis.uri}.
 * These are looked for in the system properties, the environment variables and the given file, in this order and as
 * MicroProfile Config does; expressions are not evaluated, and are an error. Everything that is wrong with the settings
 * is told at once, before a store is opened.
 *
 * <p>Beside the jars of the stores an implementation of JSON-P has to be on the class path, as Parsson: an application
 * for a server does not bring one along.
 *
 * <p>The command prints what was done, and one line for each problem to the standard error. It ends with 0 if all flags
 * are copied, with 1 if some are not, and with 2 if its arguments or the settings are wrong.
 */
public final class CopyFlags {

    static final int COPIED = 0;
    static final int FAILED = 1;
    static final int WRONG = 2;

    private static final String USAGE = """
            Usage: java -cp 'lib/*' dev.flipper.store.CopyFlags SOURCE TARGET [options]

            Copies the flags of the store SOURCE that the store TARGET does not have. Nothing is removed from TARGET.

              SOURCE, TARGET    kinds of stores, as s3 and redis: those of the jars on the class path
              --settings=FILE   properties with their settings, as microprofile-config.properties; system properties
                                and environment variables come first
              --client=NAME     of a further client: settings flipper.client.NAME.… instead of flipper.…
              --replace         also replace what TARGET has and SOURCE has differently
              --help            print this

            Exit codes: 0 all flags are copied, 1 some are not, 2 the arguments or the settings are wrong.""";

    private final CopyArguments arguments;
    private final PrintStream out;
    private final PrintStream err;

    private CopyFlags(CopyArguments arguments, PrintStream out, PrintStream err) {
        this.arguments = arguments;
        this.out = out;
        this.err = err;
    }

    /**
     * Runs the command, and ends the process.
     *
     * @param arguments the kinds of the two stores, and options; {@code --help} prints them
     */
    public static void main(String... arguments) {
        System.exit(run(
                List.of(arguments),
                CopySources.texts(System.getProperties()),
                System.getenv(),
                System.out,
                System.err));
    }

    /**
     * Runs the command.
     *
     * @param properties the system properties
     * @param environment the environment variables
     * @return the exit code
     */
    static int run(
            List<String> arguments,
            Map<String, String> properties,
            Map<String, String> environment,
            PrintStream out,
            PrintStream err) {
        if (arguments.contains("--help")) {
            out.println(USAGE);
            return COPIED;
        }
        CopyArguments parsed;
        try {
            parsed = CopyArguments.parse(arguments);
        } catch (IllegalArgumentException e) {
            err.println(line(String.valueOf(e.getMessage())));
            err.println(USAGE);
            return WRONG;
        }
        return new CopyFlags(parsed, out, err).run(properties, environment);
    }

    private int run(Map<String, String> properties, Map<String, String> environment) {
        Map<String, String> file;
        String fileName = arguments.settings();
        try {
            file = fileName == null ? Map.of() : CopySources.read(Path.of(fileName));
        } catch (IOException | IllegalArgumentException e) {
            tell("The settings file " + fileName + " cannot be read: " + e);
            return WRONG;
        }
        return run(new CopySources(properties, environment, file, fileName == null ? "no file" : fileName));
    }

    private int run(CopySources sources) {
        CopyKinds kinds = CopyKinds.load();
        kinds.problems().forEach(this::tell);
        CopySettings settings = new CopySettings(arguments, sources);
        List<String> problems = new ArrayList<>();
        requireJson(problems);
        Opening source = opening(arguments.source(), kinds, settings, problems);
        Opening target = opening(arguments.target(), kinds, settings, problems);
        settings.warnings().forEach(this::tell);
        problems.addAll(settings.problems());
        problems.forEach(this::tell);
        return source == null || target == null || !problems.isEmpty() ? WRONG : copy(source, target);
    }

    /** In a server the platform has it, so that it is not among the jars of an application. */
    private static void requireJson(List<String> problems) {
        try {
            Json.parse("{}");
        } catch (LinkageError e) {
            problems.add("An implementation of JSON-P is missing on the class path, so that no flag can be read: add"
                    + " org.eclipse.parsson:parsson and jakarta.json:jakarta.json-api");
        }
    }

    /** A store that can be opened. */
    private interface Opening {
        FeatureFlagStore open();
    }

    private static @Nullable Opening opening(
            String store, CopyKinds kinds, CopySettings settings, List<String> problems) {
        Kind kind = kinds.find(store);
        if (kind == null) {
            problems.add(kinds.unknown(store));
            return null;
        }
        StoreSettings judged = settings.of(store, kind.settings());
        return () -> kind.provider().open(judged);
    }

    private int copy(Opening from, Opening to) {
        try (FeatureFlagStore source = from.open();
                FeatureFlagStore target = to.open()) {
            return report(arguments.replace() ? FlagCopier.all(source, target) : FlagCopier.missing(source, target));
        } catch (IllegalArgumentException e) {
            // Settings that do not go together.
            tell(String.valueOf(e.getMessage()));
            return WRONG;
        } catch (RuntimeException | LinkageError e) {
            tell(e instanceof FlipperException ? String.valueOf(e.getMessage()) : e.toString());
            return FAILED;
        }
    }

    private int report(FlagCopier copier) {
        String source = arguments.source();
        String target = arguments.target();
        out.println(line("Copied from " + source + " to " + target + ": " + copier.counts()));
        if (copier.foundNothing()) {
            tell(source + " has no flags");
        }
        copier.unreadableInSource()
                .forEach((flag, problem) ->
                        tell(flag + ": left out, as it cannot be read in " + source + ". " + problem.getMessage()));
        copier.unreadableInTarget().forEach(this::tellOfTarget);
        copier.failures().forEach(failure -> tell(String.valueOf(failure.getMessage())));
        if (copier.untried() > 0) {
            tell(copier.untried() + " flags were not tried any more, as " + target
                    + " takes none. What is copied stays; give the command again when it does");
        }
        boolean missed =
                !copier.failures().isEmpty() || !copier.unreadableInSource().isEmpty();
        return missed || (!arguments.replace() && !copier.unreadableInTarget().isEmpty()) ? FAILED : COPIED;
    }

    private void tellOfTarget(String flag, FlagFormatException problem) {
        String where = arguments.target() + ". " + problem.getMessage();
        tell(
                arguments.replace()
                        ? flag + ": what was in its place is removed, as it could not be read in " + where
                        : flag + ": not copied, as it is there and cannot be read in " + where
                                + ". With --replace it is replaced");
    }

    private void tell(String problem) {
        err.println(line(problem));
    }

    /** One line, whatever names and others' messages have in them. */
    private static String line(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
