package dev.flipper.store.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.LongStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class DurationsTest {

    @Test
    void whatItTellsIsCloseToTheTruth() {
        Random random = new Random(1);
        long[] times = LongStream.generate(() -> 1L << random.nextInt(40))
                .map(least -> least + random.nextLong(least))
                .limit(10_000)
                .sorted()
                .toArray();
        Durations durations = new Durations();
        for (long time : times) {
            durations.add(time);
        }
        assertThat(durations.count()).isEqualTo(times.length);
        assertThat(durations.longest()).isEqualTo(times[times.length - 1]);
        for (double percent : new double[] {1, 50, 90, 99, 99.9}) {
            long exact = times[(int) (percent * times.length / 100) - 1];
            assertThat(durations.percentile(percent)).isCloseTo(exact, Percentage.withPercentage(2));
        }
        long limit = 1_000_000;
        long longer = LongStream.of(times).filter(time -> time > limit).count();
        assertThat(durations.longerThan(limit)).isCloseTo(longer, within(20L));
    }

    @Test
    void theShortAndTheLongFit() {
        Durations durations = new Durations();
        durations.add(-1);
        durations.add(0);
        durations.add(Long.MAX_VALUE);
        Durations all = new Durations();
        all.addAll(durations);
        assertThat(all.count()).isEqualTo(3);
        assertThat(all.percentile(1)).isZero();
        assertThat(all.percentile(100)).isEqualTo(Long.MAX_VALUE);
        assertThat(all.longerThan(1)).isEqualTo(1);
    }
}
