package dev.flipper.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StartMomentTest {

    @Test
    void outsideOfAServerThereIsNothingToWaitFor() {
        assertThat(new StartMoment().isNow()).isTrue();
        assertThat(StartMoment.isNow("", "", true)).isTrue();
    }

    @Test
    void inAPartOfTheApplicationItIsTheMoment() {
        assertThat(StartMoment.isNow("farm", "horses", true)).isTrue();
    }

    @Test
    void anEarAsAWholeWaitsForItsWars() {
        assertThat(StartMoment.isNow("farm", "", true)).isFalse();
        assertThat(StartMoment.isNow("farm", "", false)).as("it has none").isTrue();
    }

    @Test
    void classesThatLieInNoWarMakeNoDifference() {
        StartMoment moment = new StartMoment();
        moment.saw(getClass());
        assertThat(moment.isNow()).isTrue();
    }
}
