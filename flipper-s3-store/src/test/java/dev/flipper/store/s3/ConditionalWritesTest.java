package dev.flipper.store.s3;

import static dev.flipper.store.testing.StoreNode.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.store.Change;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.s3.Service.Conditions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Services that make something else of a condition than S3 does, or nothing. */
class ConditionalWritesTest extends ServiceFixture {

    private static final String ADVICE = ", so changes at the same time could be lost. Use a service that supports"
            + " conditional writes (If-Match, If-None-Match), or accept that the last writer wins:"
            + " s3.last-writer-wins=true";
    private static final String PASSED_OVER = "the service does not keep to conditions of writes: it writes where there"
            + " is nothing, although it is to overwrite a certain object only (If-Match)" + ADVICE;
    private static final String REFUSED =
            "the service refuses a write with a condition (it answered 501 NotImplemented: it rains)" + ADVICE;

    private void assertWasNotChanged(Runnable change, String why) {
        assertFails(change).withMessage("The flag 'A' was not changed in " + service + ": " + why);
    }

    @Test
    void whereConditionsArePassedOverNothingIsCreated() {
        service.ofWrites = Conditions.PASSED_OVER;
        for (int i = 0; i < 2; i++) {
            assertWasNotChanged(() -> store.create(FLAG), PASSED_OVER);
            assertThat(service.keys()).isEmpty();
        }
    }

    @Test
    void whereConditionsArePassedOverNothingIsChanged() {
        service.ofWrites = Conditions.PASSED_OVER;
        there(FLAG);
        for (int i = 0; i < 2; i++) {
            assertWasNotChanged(() -> store.update("A", ServiceFixture::off), PASSED_OVER);
            assertThat(service.stored("A")).isEqualTo(FLAG.toJson());
        }
        assertThat(store.get("A")).isEqualTo(FLAG);
    }

    /** What somebody else has written need not look as we would write it. */
    @Test
    void whereConditionsArePassedOverAFlagOfAnotherFormIsTheSame() {
        service.ofWrites = Conditions.PASSED_OVER;
        String spacious = FLAG.toJson().replace(":", " :\n");
        service.put("A", spacious);
        assertWasNotChanged(() -> store.update("A", ServiceFixture::off), PASSED_OVER);
        assertThat(FlagDefinition.fromJson(service.stored("A"))).isEqualTo(FLAG);
    }

    @Test
    void whereConditionsArePassedOverAFolderStaysOne() {
        service.ofWrites = Conditions.PASSED_OVER;
        service.put("A/", "");
        assertFails(() -> store.create(flag("A/"))).withMessageEndingWith(PASSED_OVER);
        assertThat(service.stored("A/")).isEmpty();
    }

    /** As MinIO was until the autumn of 2025: a flag that somebody removes meanwhile would be there again. */
    @Test
    void whereConditionsArePassedOverWithoutAnObjectNothingIsChanged() {
        service.ofWrites = Conditions.PASSED_OVER_ON_NOTHING;
        there(FLAG);
        assertWasNotChanged(() -> store.update("A", ServiceFixture::off), PASSED_OVER);
        assertFails(() -> store.create(flag("B"))).withMessageEndingWith(PASSED_OVER);
        assertThat(service.keys()).containsExactly("A");
        assertThat(service.stored("A")).isEqualTo(FLAG.toJson());
    }

    @Test
    void whereConditionsAreRefusedNothingIsChanged() {
        service.ofWrites = Conditions.REFUSED;
        assertWasNotChanged(() -> store.create(FLAG), REFUSED);
        assertThat(service.stored("A")).isNull();
        there(FLAG);
        assertWasNotChanged(() -> store.update("A", ServiceFixture::off), REFUSED);
        assertThat(service.stored("A")).isEqualTo(FLAG.toJson());
    }

    @ParameterizedTest
    @EnumSource
    void whoAcceptsThatTheLastWriterWinsNeedsNoConditions(Conditions conditions) {
        service.ofWrites = conditions;
        service.ofDeletes = conditions;
        try (S3FeatureFlagStore careless =
                service.builder().lastWriterWins(true).build()) {
            assertThat(careless.create(FLAG)).isTrue();
            assertThat(careless.update("A", ServiceFixture::off)).isEqualTo(new Change(FLAG, off(FLAG)));
            assertThat(service.stored("A")).isEqualTo(off(FLAG).toJson());
            assertThat(careless.delete("A")).isEqualTo(new Change(off(FLAG), null));
            assertThat(service.stored("A")).isNull();
        }
        assertThat(log.warnings()).isEmpty();
    }

    /** A try costs one request, and only before the first write. */
    @Test
    void conditionsAreTriedOnce() {
        store.create(FLAG);
        assertThat(service.requests()).containsExactly("GET A", "PUT (probe)", "PUT A");
        store.create(flag("B"));
        store.update("A", ServiceFixture::off);
        assertThat(service.requests()).containsExactly("GET B", "PUT B", "GET A", "PUT A", "PUT A");
        store.update("B", ServiceFixture::off);
        assertThat(service.requests()).containsExactly("GET B", "PUT B");
        store.delete("A");
        assertThat(service.requests()).containsExactly("GET A", "DELETE A", "DELETE A");
        store.delete("B");
        assertThat(service.requests()).containsExactly("GET B", "DELETE B");
    }

    @ParameterizedTest
    @EnumSource(names = {"PASSED_OVER", "REFUSED"})
    void deletionsGoWithoutConditionsAndThatIsToldOnce(Conditions conditions) {
        service.ofDeletes = conditions;
        for (String name : new String[] {"A", "B"}) {
            assertThat(store.create(flag(name))).isTrue();
            assertThat(store.delete(name)).isEqualTo(new Change(flag(name), null));
            assertThat(service.stored(name)).isNull();
        }
        assertThat(log.warnings())
                .containsExactly("The service of " + service + " does not support conditional deletes (If-Match): a"
                        + " flag that is removed while somebody changes it may be gone with the change, and of two"
                        + " who remove it at the same time both may be told that they have");
    }

    @Test
    void aFailedTryOfADeletionIsTriedAgain() {
        there(FLAG);
        service.answerInstead(request -> request.is("DELETE") ? ServiceReply.error(500, "InternalError") : null);
        assertFails(() -> store.delete("A"))
                .withMessage("The flag 'A' could not be changed in " + service
                        + ", or the answer was lost; which of the two is not known: it answered 500"
                        + " InternalError: it rains");
        service.answerInstead(request -> null);
        assertThat(store.delete("A")).isEqualTo(new Change(FLAG, null));
        assertThat(log.warnings()).isEmpty();
    }

    /** S3 takes off the quotation marks nowhere, others do. */
    @Test
    void tagsWithoutQuotationMarksAreTheSame() {
        service.quotesInListing = false;
        there(FLAG);
        there(flag("B"));
        store.forEach(new NoVisitor());
        assertThat(service.requests()).containsExactlyInAnyOrder("LIST", "GET A", "GET B");
        store.forEach(new NoVisitor());
        assertThat(service.requests()).containsExactly("LIST");
        assertThat(store.update("A", ServiceFixture::off)).isNotNull();
    }
}
