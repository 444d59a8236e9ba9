package dev.flipper.testsuite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flipper.FeatureFlag;
import dev.flipper.FeatureFlagClient;
import dev.flipper.cdi.Flag;
import dev.flipper.condition.Condition;
import dev.flipper.testsuite.app.ChangeLog;
import dev.flipper.testsuite.app.SwitchedBean;
import dev.flipper.testsuite.app.SwitchedEjb;
import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs inside the server. */
@ExtendWith(ArquillianExtension.class)
class InjectionIT {

    @Inject
    FeatureFlagClient features;

    @Inject
    @Flag("BEAN")
    FeatureFlag flag;

    @Inject
    SwitchedBean bean;

    @EJB
    SwitchedEjb ejb;

    @Inject
    ChangeLog changes;

    @Deployment
    static WebArchive application() {
        return Flipper.testedInside(
                        "injection.war",
                        "flipper.store=memory",
                        "flipper.flags.\"DECLARED\"=true",
                        "flipper.flags.\"BEAN\"=false",
                        "flipper.flags.\"EJB\"=false",
                        "flipper.flags.\"LOCKED\"=false")
                .addClasses(SwitchedBean.class, SwitchedEjb.class, ChangeLog.class);
    }

    @AfterEach
    void switchOff() {
        for (String name : List.of("BEAN", "EJB")) {
            features.disable(name);
            features.setConditions(name, List.of());
        }
    }

    @Test
    void settingsDeclareFlags() {
        assertThat(features.list()).extracting(FeatureFlag::name).containsExactly("BEAN", "DECLARED", "EJB", "LOCKED");
        assertThat(features.isEnabled("DECLARED")).isTrue();
    }

    @Test
    void testsAndBeansShareOneClient() {
        assertThat(bean.features()).isSameAs(features);
        assertThat(features.name()).isEqualTo("default");
        assertThat(features.application()).isEqualTo("injection");
    }

    @Test
    void aHandleIsLive() {
        assertThat(flag.isEnabled()).isFalse();
        assertThat(bean.asksItself()).isFalse();
        features.enable("BEAN");
        assertThat(flag.isEnabled()).isTrue();
        assertThat(bean.asksItself()).isTrue();
    }

    @Test
    void aCdiBeanIsSwitched() {
        assertThat(bean.on()).isEqualTo("off");
        features.enable("BEAN");
        assertThat(bean.on()).isEqualTo("on");
    }

    @Test
    void anEjbIsSwitchedByItsArguments() {
        assertThat(ejb.on(1)).isEqualTo("off for 1");
        features.enable("EJB");
        assertThat(ejb.on(1)).isEqualTo("on for 1");
        features.addCondition("EJB", Condition.where("user_id").greaterThan(1));
        assertThat(ejb.on(1)).isEqualTo("off for 1");
        assertThat(ejb.on(2)).isEqualTo("on for 2");
    }

    @Test
    void observersAreToldAndMayForbid() {
        changes.entries().clear();
        features.enable("BEAN");
        assertThat(changes.entries()).containsExactly("POST_ENABLE BEAN");

        assertThatThrownBy(() -> features.enable("LOCKED")).hasMessage("LOCKED is locked");
        assertThat(features.isEnabled("LOCKED")).isFalse();
    }

    @Test
    void theLibraryIsInTheApplication() {
        assertThat(FeatureFlagClient.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString())
                .containsPattern("/injection(\\.war)?/WEB-INF/lib/flipper-core-");
    }
}
