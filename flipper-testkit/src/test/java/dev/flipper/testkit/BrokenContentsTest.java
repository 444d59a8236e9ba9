package dev.flipper.testkit;

import static dev.flipper.testkit.BrokenContract.assertFound;

import dev.flipper.FlagFormatException;
import dev.flipper.StoreException;
import dev.flipper.json.CodePoints;
import dev.flipper.store.Change;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.FlagVisitor;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Names and values that get lost, and lists that do not show them. */
class BrokenContentsTest {

    /** What backends make of a key that should be left as it is. */
    static Stream<Named<UnaryOperator<String>>> manglings() {
        return Stream.of(
                Named.of("lower case", name -> name.toLowerCase(Locale.ROOT)),
                Named.of("composed characters", name -> Normalizer.normalize(name, Normalizer.Form.NFC)),
                Named.of("without padding", String::strip),
                Named.of("as a path", name -> name.replaceAll("/+", "/")),
                Named.of("without the first slash", name -> name.startsWith("/") ? name.substring(1) : name),
                Named.of("cut", name -> name.substring(0, Math.min(40, name.length()))),
                Named.of("three bytes a character", name -> name.replaceAll("[^\u0000-\uffff]", "?")),
                Named.of("plus for a blank", name -> name.replace('+', ' ')));
    }

    @ParameterizedTest
    @MethodSource("manglings")
    void namesAreMangled(UnaryOperator<String> mangling) {
        assertFound(
                backend -> new TextStore(backend) {
                    @Override
                    public FlagDefinition get(String name) {
                        return super.get(mangling.apply(name));
                    }

                    @Override
                    public boolean create(FlagDefinition definition) {
                        synchronized (backend) {
                            String key = mangling.apply(definition.name());
                            return backend.texts.putIfAbsent(key, definition.toJson()) == null;
                        }
                    }
                },
                ContentsContract::keepsNamesApart,
                ContentsContract::changesFlagsOfOddNamesOneByOne);
    }

    @Test
    void aNameThatCannotBeIsAFailure() {
        assertFound(
                backend -> new TextStore(backend) {
                    @Override
                    public FlagDefinition get(String name) {
                        if (name.isEmpty()) {
                            throw new StoreException("A key must not be empty", null);
                        }
                        return super.get(name);
                    }
                },
                ContentsContract::thereIsNothingOfAnImpossibleName);
    }

    @Test
    void unknownMembersAreDropped() {
        assertFound(
                backend -> new TextStore(backend) {
                    @Override
                    public boolean create(FlagDefinition definition) {
                        return super.create(FlagDefinition.of(
                                        definition.name(),
                                        definition.enabled(),
                                        definition.metadata().createdDate(),
                                        definition.metadata().clientData())
                                .withConditions(definition.metadata().conditions())
                                .withBucketer(definition.metadata().bucketer()));
                    }
                },
                ContentsContract::keepsDefinitionsAsTheyAre,
                ContentsContract::anUpdateKeepsWhatItDoesNotChange,
                ListingContract::listGivesTheFlagsAsStored);
    }

    @Test
    void listsAreOrderedByJavasCharacters() {
        assertFound(
                backend -> new TextStore(backend) {
                    @Override
                    public void list(int limit, int offset, FlagVisitor visitor) {
                        Visits.ofAll(this).flags().stream()
                                .sorted(Comparator.comparing(FlagDefinition::name))
                                .skip(offset)
                                .limit(limit)
                                .forEach(visitor::flag);
                    }
                },
                ContentsContract::keepsNamesApart);
    }

    @Test
    void listsAreNotOrdered() {
        assertFound(
                backend -> new TextStore(backend) {
                    @Override
                    public void list(int limit, int offset, FlagVisitor visitor) {
                        Visits.ofAll(this).flags().stream()
                                .sorted(Comparator.comparing(FlagDefinition::hashCode))
                                .skip(offset)
                                .limit(limit)
                                .forEach(visitor::flag);
                    }
                },
                ListingContract::pagesNeitherOverlapNorSkip,
                ListingContract::listGivesTheFlagsAsStored,
                RandomContract::doesWhatAMapDoes);
    }

    @Test
    void pagesOverlap() {
        assertFound(
                backend -> new TextStore(backend) {
                    @Override
                    public void list(int limit, int offset, FlagVisitor visitor) {
                        super.list(limit, Math.max(0, offset - 1), visitor);
                    }
                },
                ListingContract::pagesNeitherOverlapNorSkip,
                ListingContract::pagesEndWithTheFlags,
                ListingContract::listFollowsWhatIsCreatedAndRemoved,
                RandomContract::doesWhatAMapDoes);
    }

    @Test
    void theEndOfAPageOverflows() {
        assertFound(
                backend -> new TextStore(backend) {
                    @Override
                    public void list(int limit, int offset, FlagVisitor visitor) {
                        List<FlagDefinition> flags =
                                new ArrayList<>(Visits.ofAll(this).flags());
                        flags.sort(Comparator.comparing(FlagDefinition::name, CodePoints.ORDER));
                        for (int i = offset; i < Math.min(limit + offset, flags.size()); i++) {
                            visitor.flag(flags.get(i));
                        }
                    }
                },
                ListingContract::pagesEndWithTheFlags);
    }

    @Test
    void oneBatchOnlyIsRead() {
        assertFound(
                backend -> new TextStore(backend) {
                    @Override
                    public void forEach(FlagVisitor visitor) {
                        Visits visits = new Visits();
                        super.forEach(visits);
                        visits.flags().stream().limit(100).forEach(visitor::flag);
                    }
                },
                ListingContract::forEachMeetsEachFlagOnce,
                ListingContract::forEachMeetsWhatStaysWhileOthersComeAndGo,
                ListingContract::pagesNeitherOverlapNorSkip);
    }

    @Test
    void aBrokenFlagBreaksTheRest() {
        assertFound(
                backend -> new TextStore(backend) {
                    @Override
                    public boolean create(FlagDefinition definition) {
                        return get(definition.name()) == null && super.create(definition);
                    }

                    @Override
                    public Change delete(String name) {
                        return get(name) == null ? null : super.delete(name);
                    }

                    @Override
                    public void forEach(FlagVisitor visitor) {
                        Visits visits = new Visits();
                        super.forEach(visits);
                        visits.unreadable().values().forEach(problem -> {
                            throw problem;
                        });
                        visits.flags().forEach(visitor::flag);
                    }
                },
                UnreadableContract::aBrokenFlagTakesItsName,
                UnreadableContract::aBrokenFlagCanBeRemoved,
                UnreadableContract::listsPassOverABrokenFlag);
    }

    @Test
    void aBrokenFlagIsHidden() {
        assertFound(
                backend -> new TextStore(backend) {
                    @Override
                    public FlagDefinition get(String name) {
                        try {
                            return super.get(name);
                        } catch (FlagFormatException e) {
                            return null;
                        }
                    }
                },
                UnreadableContract::readingABrokenFlagSaysSo,
                UnreadableContract::aBrokenFlagTakesItsName);
    }
}
