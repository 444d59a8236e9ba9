package dev.flipper.store.s3;

import static dev.flipper.store.testing.StoreNode.eventually;
import static dev.flipper.store.testing.ToldInOrder.CONNECTED;
import static dev.flipper.store.testing.ToldInOrder.DISCONNECTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.store.testing.ToldInOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What listeners hear of changes that others make. The store looks for them when a test wants it to. */
@Timeout(60)
class ChangesByOthersTest extends ServiceFixture {

    private ToldInOrder told;
    private int lasts;

    @Override
    S3FeatureFlagStore build(S3FeatureFlagStoreBuilder builder) {
        return builder.pollInterval(Duration.ofDays(1)).build();
    }

    @BeforeEach
    void watch() {
        there(FLAG);
        told = ToldInOrder.of(store);
        // Who begins to listen is a reason to look, and the beginning is another one.
        awaitListings(2);
    }

    /** Somebody else who listens is a reason to look. */
    private void look() {
        service.requests();
        store.subscribe(flag -> {});
        awaitListings(1);
    }

    private void awaitListings(int count) {
        List<String> requests = new ArrayList<>();
        eventually(() -> {
            requests.addAll(service.requests());
            assertThat(requests).filteredOn("LIST"::equals).hasSizeGreaterThanOrEqualTo(count);
        });
    }

    private void assertIsTold(String flag) {
        look();
        assertThat(told.next()).isEqualTo(flag);
        assertNothingElseIsTold();
    }

    private void assertNothingElseIsTold() {
        String last = "LAST" + ++lasts;
        there(flag(last));
        look();
        assertThat(told.next()).isEqualTo(last);
    }

    @Test
    void everyKindOfChangeIsTold() {
        there(off(FLAG));
        assertIsTold("A");
        service.put("A", "nonsense");
        assertIsTold("A");
        there(flag("Ünïcode flag/a+b%?#"));
        assertIsTold("Ünïcode flag/a+b%?#");
        service.remove("A");
        assertIsTold("A");
        there(FLAG);
        assertIsTold("A");
    }

    @Test
    void sameContentWrittenAgainIsNoChange() {
        there(FLAG);
        assertNothingElseIsTold();
    }

    @Test
    void manyChangesAtOnceAreAllTold() {
        IntStream.range(0, 1500).forEach(i -> there(flag("" + i)));
        look();
        List<String> all = IntStream.range(0, 1500).mapToObj(i -> told.next()).toList();
        assertThat(all).doesNotHaveDuplicates().doesNotContain(CONNECTED, DISCONNECTED);
        assertNothingElseIsTold();
    }

    @Test
    void aFlagThatCameAndWentWasNeverThere() {
        there(flag("B"));
        service.remove("B");
        assertNothingElseIsTold();
    }

    @Test
    void aFlagThatCameWasReadAndWentIsTold() {
        there(flag("B"));
        assertThat(store.get("B")).isEqualTo(flag("B"));
        service.remove("B");
        assertIsTold("B");
    }

    @Test
    void aFlagThatCameWasListedAndWentIsTold() {
        there(flag("B"));
        store.forEach(new NoVisitor());
        service.remove("B");
        assertIsTold("B");
    }

    @Test
    void aFlagThatChangedToAndFroWithAReadInBetweenIsTold() {
        there(off(FLAG));
        assertThat(store.get("A")).isEqualTo(off(FLAG));
        there(FLAG);
        assertIsTold("A");
    }

    @Test
    void aFlagThatWasAwayForAReadIsTold() {
        service.remove("A");
        assertThat(store.get("A")).isNull();
        there(FLAG);
        assertIsTold("A");
    }

    /** A mirror that reads all would think that it is gone for good. */
    @Test
    void aFlagThatWasAwayForAListingIsTold() {
        service.remove("A");
        store.forEach(new NoVisitor());
        there(FLAG);
        assertIsTold("A");
    }

    /** To this store the flag is as new as to the listener, and not what it has made of it. */
    @Test
    void anOwnChangeThatSomebodyUndoesIsTold() {
        store.update("A", ServiceFixture::off);
        assertThat(told.next()).isEqualTo("A");
        there(FLAG);
        assertIsTold("A");
    }

    @Test
    void anOwnChangeIsToldOnceAtOnceAndOnceByTheNextLook() {
        store.update("A", ServiceFixture::off);
        assertThat(told.next()).isEqualTo("A");
        assertIsTold("A");
    }

    @Test
    void afterAnOutageEverythingMayHaveChanged() {
        service.answerInstead(request -> request.is("LIST") ? ServiceReply.error(500, "InternalError") : null);
        store.subscribe(flag -> {});
        assertThat(told.next()).isEqualTo(DISCONNECTED);
        there(off(FLAG));
        service.answerInstead(request -> null);
        assertThat(told.next()).isEqualTo(CONNECTED);
        assertThat(log.warnings()).isEmpty();
        assertNothingElseIsTold();
    }

    @Test
    void anOutageThatLastsIsToldOnce() {
        service.answerInstead(request -> request.is("LIST") ? ServiceReply.error(403, "AccessDenied") : null);
        store.subscribe(flag -> {});
        assertThat(told.next()).isEqualTo(DISCONNECTED);
        eventually(() -> assertThat(log.warnings())
                .singleElement()
                .asString()
                .startsWith("Changes by others in " + service + " are not told, as it cannot be watched: it answered"
                        + " 403 AccessDenied: it rains (it takes the right to list the bucket too: without it S3"
                        + " answers so for each flag that there is not)"));
    }
}
