package dev.flipper.store.s3;

import static dev.flipper.store.testing.StoreNode.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flipper.FlagFormatException;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.MirroredFeatureFlagStore;
import dev.flipper.store.testing.Local;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is read from S3, and what is not as it is known already: each request costs time and money. */
@Timeout(60)
class TransfersTest extends ServiceFixture {

    private static final int FLAGS = 2500;
    private static final int MANY = 10_001;

    /** As many as three pages. */
    private static final List<String> ALL_LISTED = List.of("LIST", "LIST", "LIST");

    @BeforeEach
    void fill() {
        IntStream.range(0, FLAGS).forEach(i -> there(flag("flag" + i)));
    }

    private List<String> requestsOfAll() {
        service.requests();
        store.forEach(new NoVisitor());
        return service.requests();
    }

    /** Ten pages, and one. */
    @Test
    void flagsThatHaveNotChangedCostTheListingOnly() {
        IntStream.range(FLAGS, MANY).forEach(i -> there(flag("flag" + i)));
        assertThat(requestsOfAll())
                .hasSize(MANY + 11)
                .filteredOn(request -> !request.equals("LIST"))
                .hasSize(MANY)
                .doesNotHaveDuplicates();
        assertThat(requestsOfAll()).isEqualTo(Collections.nCopies(11, "LIST"));
    }

    @Test
    void aFlagThatHasChangedIsReadAgainAndNoOther() {
        requestsOfAll();
        there(off(flag("flag7")));
        there(flag("new"));
        service.remove("flag8");
        assertThat(requestsOfAll()).hasSize(5).containsAll(ALL_LISTED).contains("GET flag7", "GET new");
        assertThat(requestsOfAll()).isEqualTo(ALL_LISTED);
    }

    @Test
    void whatTheStoreItselfHasWrittenIsNotRead() {
        requestsOfAll();
        store.create(flag("new"));
        store.update("flag7", ServiceFixture::off);
        store.delete("flag8");
        assertThat(requestsOfAll()).isEqualTo(ALL_LISTED);
        List<String> shown = new ArrayList<>();
        store.forEach(new NoVisitor() {
            @Override
            public void flag(FlagDefinition definition) {
                if (!definition.enabled()) {
                    shown.add(definition.name());
                }
            }
        });
        assertThat(shown).containsExactly("flag7");
    }

    /** S3 is asked, and says so. */
    @Test
    void aFlagThatIsKnownIsNotTransferredAgain() {
        List<String> tags = new ArrayList<>();
        service.answerInstead(request -> {
            tags.add(request.header("If-None-Match"));
            return null;
        });
        assertThat(store.get("flag7")).isEqualTo(flag("flag7"));
        assertThat(store.get("flag7")).isEqualTo(flag("flag7"));
        there(off(flag("flag7")));
        assertThat(store.get("flag7")).isEqualTo(off(flag("flag7")));
        String tag = StoredObject.of(flag("flag7").toJson()).tag();
        assertThat(tags).containsExactly(null, tag, tag);
    }

    /** Even the one that caused it: an exception is not everybody's. */
    @Test
    void whatIsNoFlagIsReadOnceByThoseWhoReadAll() {
        service.put("broken", "nonsense");
        requestsOfAll();
        assertThat(requestsOfAll()).isEqualTo(ALL_LISTED);
        assertThatThrownBy(() -> store.get("broken")).isInstanceOf(FlagFormatException.class);
    }

    /** Nor is it when it is listed, as its size is listed too. */
    @Test
    void whatIsTooLargeIsNotTransferred() {
        service.put("large", "x".repeat(FlagObject.LARGEST + 1));
        assertThat(requestsOfAll()).doesNotContain("GET large");
    }

    @Test
    void aLookForChangesCostsTheListingOnly() {
        try (S3FeatureFlagStore polling =
                        service.builder().pollInterval(Duration.ofMillis(10)).build();
                MirroredFeatureFlagStore mirror = MirroredFeatureFlagStore.builder(polling)
                        .pollInterval(Duration.ofDays(1))
                        .build()) {
            eventually(() -> assertThat(mirror.get("flag7")).isEqualTo(flag("flag7")));
            assertOnlyLists();
            there(off(flag("flag7")));
            eventually(() -> assertThat(mirror.get("flag7")).isEqualTo(off(flag("flag7"))));
            assertThat(service.requests())
                    .filteredOn(request -> !request.equals("LIST"))
                    .containsExactly("GET flag7");
            assertOnlyLists();
        }
    }

    private void assertOnlyLists() {
        List<String> seen = new ArrayList<>();
        service.requests();
        eventually(() -> {
            seen.addAll(service.requests());
            assertThat(seen).hasSizeGreaterThan(20);
        });
        assertThat(seen).containsOnly("LIST");
    }

    @Test
    void aMirrorReadsEachFlagOnce() {
        try (Node node = Node.at(service, Local.MIRROR).awaitConnection()) {
            eventually(() -> assertThat(node.features.exists("flag7")).isTrue());
            assertThat(service.requests())
                    .filteredOn(request -> !request.equals("LIST"))
                    .hasSize(FLAGS)
                    .doesNotHaveDuplicates();
        }
    }

    /** Nobody listens, so nobody looks. */
    @Test
    void aStoreToWhichNobodyListensAsksNothing() {
        store.get("flag7");
        assertThat(service.requests()).containsExactly("GET flag7");
    }
}
