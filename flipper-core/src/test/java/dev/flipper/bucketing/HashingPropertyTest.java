package dev.flipper.bucketing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.EvaluationContext;
import dev.flipper.json.CodePoints;
import dev.flipper.json.Json;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;

class HashingPropertyTest {

    private static final BigInteger HUNDRED = BigInteger.valueOf(100);

    /** Used again and again, as a client does. */
    private final HashMemory memory = new HashMemory();

    @Property(seed = "20240801")
    void sha1IsThatOfThePlatform(@ForAll @CharRange(to = '\u007f') @StringLength(max = 300) String text) {
        Sha1Test.assertDigest(new Sha1(), text);
    }

    @Property(seed = "20240802")
    void theScoreIsTheDigestOfTheSortedPairs(
            @ForAll("attributes") Map<String, Object> attributes, @ForAll("keys") Set<String> keys)
            throws NoSuchAlgorithmException {
        List<List<Object>> pairs = attributes.keySet().stream()
                .filter(name -> keys.isEmpty() || keys.contains(name))
                .sorted(CodePoints.ORDER)
                .map(name -> Arrays.asList(name, attributes.get(name)))
                .collect(Collectors.toList());
        byte[] text = Json.write(pairs).getBytes(StandardCharsets.US_ASCII);
        BigInteger digest = new BigInteger(1, MessageDigest.getInstance("SHA-1").digest(text));
        double expected = digest.mod(HUNDRED).intValue() / 100.0;

        ConsistentHashPercentageBucketer bucketer = new ConsistentHashPercentageBucketer(Percentage.of(0.5), keys);
        EvaluationContext context = EvaluationContext.of(attributes);
        assertThat(bucketer.score(context)).isEqualTo(expected);
        assertThat(bucketer.score(context, memory)).isEqualTo(expected);
        assertThat(bucketer.test(context, InstantSource.system(), new Random(1)))
                .isEqualTo(expected <= 0.5);
    }

    @Property(seed = "20240803")
    void whoHasTheFlagKeepsItWhileThePercentageGrows(
            @ForAll("attributes") Map<String, Object> attributes, @ForAll("percents") int percent) {
        EvaluationContext context = EvaluationContext.of(attributes);
        boolean before = verdict(percent / 100.0, context);
        boolean after = verdict((percent + 1) / 100.0, context);
        assertThat(!before || after).isTrue();
        assertThat(verdict(1, context)).isTrue();
        assertThat(verdict(0, context)).isFalse();
    }

    private static boolean verdict(double share, EvaluationContext context) {
        return ConsistentHashPercentageBucketer.of(Percentage.of(share))
                .test(context, InstantSource.system(), new Random(1));
    }

    @Provide
    Arbitrary<Integer> percents() {
        return Arbitraries.integers().between(0, 99);
    }

    @Provide
    Arbitrary<Set<String>> keys() {
        return Arbitraries.of("a", "user_id", "\uff5e", "😀", "absent").set().ofMaxSize(3);
    }

    @Provide
    Arbitrary<Map<String, Object>> attributes() {
        Arbitrary<String> names = Arbitraries.of("a", "b", "user_id", "\uff5e", "😀", "A", "é");
        Arbitrary<Object> scalars = Arbitraries.oneOf(
                Arbitraries.of(null, true, false, -0.0, 0x1p70),
                Arbitraries.longs(),
                Arbitraries.bigIntegers(),
                Arbitraries.longs().map(Double::longBitsToDouble).filter(Double::isFinite),
                Arbitraries.strings().all().ofMaxLength(80));
        Arbitrary<Object> values =
                Arbitraries.oneOf(scalars, scalars.list().ofMaxSize(3).map(Object.class::cast));
        return Arbitraries.maps(names, values).ofMaxSize(5).withoutEdgeCases();
    }
}
