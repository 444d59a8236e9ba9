package dev.flipper.testsuite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flipper.FeatureFlagClient;
import dev.flipper.cdi.FlagDisabledException;
import dev.flipper.condition.Condition;
import dev.flipper.testsuite.app.toggle.AsynchronousHorse;
import dev.flipper.testsuite.app.toggle.ConcurrentHorse;
import dev.flipper.testsuite.app.toggle.GuardedHorse;
import dev.flipper.testsuite.app.toggle.LocalSounds;
import dev.flipper.testsuite.app.toggle.RemoteSounds;
import dev.flipper.testsuite.app.toggle.Sounds;
import dev.flipper.testsuite.app.toggle.StatefulHorse;
import dev.flipper.testsuite.app.toggle.TimedHorse;
import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs inside the server: switched methods of EJBs of each kind, and of asynchronous beans. */
@ExtendWith(ArquillianExtension.class)
class ToggledEjbIT {

    private static final long SECONDS = 30;

    @Inject
    FeatureFlagClient features;

    @EJB
    LocalSounds local;

    @EJB
    RemoteSounds remote;

    @EJB
    StatefulHorse stateful;

    @EJB
    GuardedHorse horse;

    @EJB
    AsynchronousHorse asynchronous;

    @EJB
    TimedHorse timed;

    @Inject
    ConcurrentHorse concurrent;

    @Deployment
    static WebArchive application() {
        return Flipper.testedInside("ejbs.war", "flipper.flags.\"SOUND\"=false")
                .addPackage(GuardedHorse.class.getPackage());
    }

    @AfterEach
    void switchOff() {
        features.disable("SOUND");
        features.setConditions("SOUND", List.of());
    }

    @Test
    void aStatelessBeanIsSwitchedBehindItsBusinessInterface() {
        assertThat(local.sound("x")).isEqualTo("old x");
        assertThat(local.second("x", "y")).isEqualTo("old 2");
        features.enable("SOUND");
        assertThat(local.sound("x")).isEqualTo("new x");
        assertThat(local.second("x", "y")).isEqualTo("new 2");
    }

    @Test
    void theGenericInterfaceAboveIsSwitchedTooWithItsAttributes() {
        Sounds<String> sounds = local;
        features.enable("SOUND");
        features.addCondition("SOUND", Condition.where("rider").equalTo("x"));
        assertThat(sounds.sound("x")).isEqualTo("new x");
        assertThat(sounds.sound("y")).isEqualTo("old y");
    }

    @Test
    void aSingletonIsSwitchedBehindItsRemoteInterface() {
        assertThat(remote.sound(7)).isEqualTo("old 7");
        features.enable("SOUND");
        assertThat(remote.sound(7)).isEqualTo("new 7");
    }

    @Test
    void theRedirectOfAStatefulBeanHasItsState() {
        assertThat(stateful.sound()).isEqualTo("old 1");
        features.enable("SOUND");
        assertThat(stateful.sound()).isEqualTo("new 2");
        features.disable("SOUND");
        assertThat(stateful.sound()).isEqualTo("old 3");
    }

    @Test
    void anEjbThrowsFlippersExceptionAsItIsAndLivesOn() {
        assertThatThrownBy(stateful::refusing)
                .isExactlyInstanceOf(FlagDisabledException.class)
                .hasMessageContaining("The feature flag 'SOUND' is off");
        features.enable("SOUND");
        assertThat(stateful.refusing()).isEqualTo("new");
    }

    @Test
    void anEjbCanBeTheHandler() {
        assertThat(horse.sound()).isEqualTo("old, knowing default");
        features.enable("SOUND");
        assertThat(horse.sound()).isEqualTo("new");
    }

    @Test
    void anAsynchronousEjbIsSwitchedInItsOwnThread() throws Exception {
        String here = Thread.currentThread().getName();
        assertThat(asynchronous.sound().get(SECONDS, TimeUnit.SECONDS))
                .startsWith("old in ")
                .doesNotEndWith(here);
        assertThat(asynchronous.nothing().get(SECONDS, TimeUnit.SECONDS)).isEmpty();
        features.enable("SOUND");
        assertThat(asynchronous.sound().get(SECONDS, TimeUnit.SECONDS)).startsWith("new in ");
        assertThat(asynchronous.nothing().get(SECONDS, TimeUnit.SECONDS)).containsExactly("new");
    }

    @Test
    void aTimersMethodIsSwitched() throws Exception {
        assertThat(timed.startTimer().poll(SECONDS, TimeUnit.SECONDS)).isEqualTo("old x");
        features.enable("SOUND");
        assertThat(timed.startTimer().poll(SECONDS, TimeUnit.SECONDS)).isEqualTo("new x");
    }

    @Test
    void anAsynchronousBeanIsSwitchedInItsOwnThread() throws Exception {
        String here = Thread.currentThread().getName();
        assertThat(concurrent.sound().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS))
                .startsWith("old in ")
                .doesNotEndWith(here);
        assertThat(concurrent.nothing().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS))
                .isEmpty();
        assertThatThrownBy(() -> concurrent.refusing().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseExactlyInstanceOf(FlagDisabledException.class);
        features.enable("SOUND");
        assertThat(concurrent.sound().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS))
                .startsWith("new in ");
        assertThat(concurrent.nothing().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS))
                .containsExactly("new");
    }
}
