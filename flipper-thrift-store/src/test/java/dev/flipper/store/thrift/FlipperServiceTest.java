package dev.flipper.store.thrift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.flipper.store.FlagDefinition;
import dev.flipper.store.thrift.idl.CompareAndSetResult;
import dev.flipper.store.thrift.idl.FlagEntry;
import dev.flipper.store.thrift.idl.FlagPage;
import dev.flipper.store.thrift.idl.FlipperException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The methods that are ours, as a client of any kind may call them. */
class FlipperServiceTest {

    private static final FlagDefinition FLAG = FlagDefinition.of("flag", true, Instant.EPOCH, Map.of());
    private static final String DOCUMENT = FLAG.toJson();
    private static final String OTHER = FLAG.withEnabled(false).toJson();

    private final MapStore store = new MapStore();
    private final FlipperService service = new FlipperService(store, new ChangeLog(), 1000);

    @Test
    void comparesAndSets() throws FlipperException {
        assertThat(service.compareAndSet("flag", DOCUMENT, OTHER)).isEqualTo(result(false, null));
        assertThat(service.compareAndSet("flag", null, DOCUMENT)).isEqualTo(result(true, DOCUMENT));
        assertThat(service.compareAndSet("flag", null, OTHER)).isEqualTo(result(false, DOCUMENT));
        assertThat(service.compareAndSet("flag", OTHER, DOCUMENT)).isEqualTo(result(false, DOCUMENT));
        assertThat(service.compareAndSet("flag", DOCUMENT, OTHER)).isEqualTo(result(true, OTHER));
        assertThat(service.compareAndSet("flag", OTHER.replace(" ", ""), OTHER))
                .as("it is the same value")
                .isEqualTo(result(true, OTHER));
        assertThat(store.texts).containsExactly(Map.entry("flag", OTHER));
    }

    private static CompareAndSetResult result(boolean done, String document) {
        FlagEntry entry = new FlagEntry().setFeature_name("flag");
        return new CompareAndSetResult()
                .setDone(done)
                .setCurrent(document == null ? entry : entry.setDocument(document));
    }

    @Test
    void whatIsNoFlagIsToldAndReplacedByNothing() throws FlipperException {
        store.texts.put("flag", "{");
        for (CompareAndSetResult result : List.of(
                service.compareAndSet("flag", null, DOCUMENT), service.compareAndSet("flag", DOCUMENT, OTHER))) {
            assertThat(result.isDone()).isFalse();
            assertThat(result.getCurrent().getProblem()).contains("cannot be read");
            assertThat(result.getCurrent().getProblem_place()).contains("line 1");
        }
        assertThat(service.getDocument("flag").isSetDocument()).isFalse();
        assertThat(service.removeDocument("flag").getProblem()).isEqualTo("it was no flag");
        assertThat(service.removeDocument("flag")).isEqualTo(new FlagEntry().setFeature_name("flag"));
    }

    @Test
    void refusesWhatIsNoFlagOrAnotherOne() {
        assertRefused(() -> service.compareAndSet("flag", null, "{"), "The replacement is no flag: ");
        assertRefused(() -> service.compareAndSet("flag", "[]", DOCUMENT), "The expected document is no flag: ");
        assertRefused(
                () -> service.compareAndSet("other", null, DOCUMENT),
                "The replacement is the flag 'flag', not 'other'");
        assertRefused(() -> service.compareAndSet("flag", DOCUMENT, null), "There is no replacement");
        assertRefused(() -> service.compareAndSet(null, null, DOCUMENT), "There is no feature_name");
        assertRefused(() -> service.getDocument(null), "There is no feature_name");
        assertRefused(() -> service.removeDocument(null), "There is no feature_name");
        assertRefused(() -> service.listDocuments(-1, 0), "The limit must be 0 or more, it is -1");
        assertRefused(() -> service.listDocuments(0, -1), "The offset must be 0 or more, it is -1");
        assertThat(store.texts).isEmpty();
    }

    private static void assertRefused(ThrowingCallable call, String beginning) {
        assertThatExceptionOfType(FlipperException.class).isThrownBy(call).satisfies(e -> assertThat(e.getMessage())
                .startsWith(beginning));
    }

    private static List<String> names(FlagPage page) {
        return page.getEntries().stream().map(FlagEntry::getFeature_name).toList();
    }

    @Test
    void sendsAllFlagsInParts() {
        IntStream.range(0, 100)
                .mapToObj(i -> FlagDefinition.of("flag" + i, true, Instant.EPOCH, Map.of()))
                .forEach(store::create);
        store.texts.put("broken", "{");
        List<String> all = new ArrayList<>();
        int pages = 0;
        FlagPage page = service.entriesAfter(null);
        while (page.isMore()) {
            pages++;
            all.addAll(names(page));
            page = service.entriesAfter(all.get(all.size() - 1));
        }
        all.addAll(names(page));
        assertThat(all).doesNotHaveDuplicates().hasSize(101).isSorted();
        assertThat(pages).isBetween(10, 50);
        assertThat(names(service.entriesAfter("zebra"))).isEmpty();
    }

    @Test
    void listsInPartsOfAThousandAndLess() throws FlipperException {
        IntStream.range(0, 1100)
                .mapToObj(i -> FlagDefinition.of("flag" + (1000 + i), true, Instant.EPOCH, Map.of()))
                .forEach(store::create);
        FlipperService large = new FlipperService(store, new ChangeLog(), 1_000_000_000);
        assertThat(large.listDocuments(5000, 0).getEntries()).hasSize(1000);
        assertThat(large.listDocuments(5000, 0).isMore()).isTrue();
        assertThat(large.listDocuments(1000, 0).isMore()).isFalse();
        assertThat(large.listDocuments(5000, 1000).getEntries()).hasSize(100);
        assertThat(large.listDocuments(5000, 1000).isMore()).isFalse();
        assertThat(service.listDocuments(5000, 0).getEntries()).hasSizeBetween(2, 10);
        assertThat(service.listDocuments(5000, 0).isMore()).isTrue();
    }
}
