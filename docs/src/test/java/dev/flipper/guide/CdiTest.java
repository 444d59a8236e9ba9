package dev.flipper.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flipper.FeatureFlagClient;
import dev.flipper.cdi.FlipperExtension;
import java.util.List;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.Test;

/** The code of the README and of docs/cdi.md. */
class CdiTest {

    @Test
    void theBeansOfTheGuideDoWhatItSays() {
        try (WeldContainer container = new Weld()
                .disableDiscovery()
                .addExtension(new FlipperExtension())
                .addBeanClasses(HorseSounds.class, FlagAudit.class)
                .initialize()) {
            FeatureFlagClient features =
                    container.select(FeatureFlagClient.class).get();
            HorseSounds horse = container.select(HorseSounds.class).get();
            assertThat(horse.newHorseSound(7)).isEqualTo("Neigh");

            features.create("IMPROVED_HORSE_SOUNDS", true);
            assertThat(horse.newHorseSound(7)).isEqualTo("Whinny");
            features.create("LOUD_HORSES", true);
            assertThat(horse.newHorseSound(7)).isEqualTo("WHINNY!");

            assertThatThrownBy(() -> features.destroy("IMPROVED_HORSE_SOUNDS")).hasMessage("Riders got used to it");
            assertThat(features.exists("IMPROVED_HORSE_SOUNDS")).isTrue();
        }
    }

    @Test
    void theImplementationsOfTheGuideTakeTurns() {
        try (WeldContainer container = new Weld()
                .disableDiscovery()
                .addExtension(new FlipperExtension())
                .addBeanClasses(StableSounds.NewSounds.class, StableSounds.OldSounds.class, StableSounds.Stable.class)
                .initialize()) {
            StableSounds.Sounds sounds =
                    container.select(StableSounds.Stable.class).get().sounds;
            assertThat(sounds.sound(7)).isEqualTo("Neigh");
            container.select(FeatureFlagClient.class).get().create("IMPROVED_HORSE_SOUNDS", true);
            assertThat(sounds.sound(7)).isEqualTo("Whinny");
        }
    }

    @Test
    void theTogglesOfTheGuideDoWhatItSays() {
        try (WeldContainer container = new Weld()
                .disableDiscovery()
                .addExtension(new FlipperExtension())
                .addBeanClasses(
                        HorseShow.NewRanking.class,
                        HorseShow.OldRanking.class,
                        HorseShow.Archive.class,
                        HorseShow.HorseResource.class,
                        HorseShow.Audience.class)
                .initialize()) {
            HorseShow.NewRanking ranking =
                    container.select(HorseShow.NewRanking.class).get();
            HorseShow.HorseResource resource =
                    container.select(HorseShow.HorseResource.class).get();
            HorseShow.Audience audience =
                    container.select(HorseShow.Audience.class).get();
            assertThat(ranking.winners(41)).containsExactly("Incitatus of 41");
            assertThat(audience.reactions()).isCompletedWithValue(List.of());

            FeatureFlagClient features =
                    container.select(FeatureFlagClient.class).get();
            List.of("NEW_RANKING", "JUMPS", "APPLAUSE").forEach(flag -> features.create(flag, true));
            assertThat(ranking.winners(41)).containsExactly("Bucephalus");
            assertThat(resource.jumps("Bucephalus")).hasSize(2);
            assertThat(audience.reactions()).isCompletedWithValue(List.of("Bravo!"));
        }
    }
}
