package dev.flipper.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Priority;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.context.Dependent;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.Interceptors;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a redirect within a bean passes by is warned of at deployment. */
class BypassTest {

    private static final String CLASS = BypassTest.class.getName() + "$";

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface Transacted {
        String value() default "";
    }

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface Logged {}

    @Transacted
    @Interceptor
    @Priority(Interceptor.Priority.PLATFORM_BEFORE + 200)
    static class Early {
        @AroundInvoke
        Object around(InvocationContext call) throws Exception {
            return "transacted " + call.proceed();
        }
    }

    @Logged
    @Interceptor
    @Priority(Interceptor.Priority.APPLICATION)
    static class Late {
        @AroundInvoke
        Object around(InvocationContext call) throws Exception {
            return "logged " + call.proceed();
        }
    }

    static class Plain {
        @AroundInvoke
        Object around(InvocationContext call) throws Exception {
            return "plain " + call.proceed();
        }
    }

    @Dependent
    static class PassedBy {
        @FeatureToggle(value = "F", redirect = "oldTransacted")
        public String transacted() {
            return "new";
        }

        @Transacted
        public String oldTransacted() {
            return "old";
        }

        @Logged
        @FeatureToggle(value = "F", redirect = "oldLogged")
        public String logged() {
            return "new";
        }

        @Logged
        public String oldLogged() {
            return "old";
        }

        @RolesAllowed("user")
        @FeatureToggle(value = "F", redirect = "oldOfAdmins")
        public String ofUsers() {
            return "new";
        }

        @RolesAllowed("admin")
        @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
        @Interceptors(Plain.class)
        public String oldOfAdmins() {
            return "old";
        }

        @FeatureToggle(value = "F", redirect = "second")
        public String first() {
            return "first";
        }

        @FeatureToggle(value = "G", redirect = "third")
        public String second() {
            return "second";
        }

        public String third() {
            return "third";
        }
    }

    @Dependent
    @PermitAll
    static class Held {
        @Transacted
        @RolesAllowed("user")
        @Interceptors(Plain.class)
        @FeatureToggle(value = "F", redirect = "old")
        public String sound() {
            return "new";
        }

        @Transacted
        @RolesAllowed("user")
        @Interceptors(Plain.class)
        public String old() {
            return "old";
        }

        @FeatureToggle(value = "F", redirect = "oldOfAll")
        public String ofAll() {
            return "new";
        }

        @PermitAll
        public String oldOfAll() {
            return "old";
        }
    }

    @Test
    void whatIsNotHeededIsNamed() {
        try (LogRecords log = LogRecords.of("dev.flipper.cdi");
                Application application = Application.start(Map.of(), PassedBy.class, Early.class, Late.class)) {
            assertThat(log.messages())
                    .filteredOn(message -> message.startsWith("FLIPPER-0020"))
                    .containsExactlyInAnyOrder(
                            warning("transacted", "oldTransacted", CLASS + "Transacted"),
                            warning("logged", "oldLogged", CLASS + "Logged"),
                            warning("ofUsers", "oldOfAdmins", "jakarta.annotation.security.RolesAllowed"),
                            warning("ofUsers", "oldOfAdmins", "jakarta.ejb.TransactionAttribute"),
                            warning("ofUsers", "oldOfAdmins", "jakarta.interceptor.Interceptors"),
                            warning("first", "second", "dev.flipper.cdi.FeatureToggle"));
            PassedBy bean = application.get(PassedBy.class);
            assertThat(bean.transacted()).isEqualTo("old");
            assertThat(bean.logged()).isEqualTo("old");
            assertThat(bean.first())
                    .as("the redirect's own toggle is passed by, too")
                    .isEqualTo("second");
        }
    }

    private static String warning(String method, String redirect, String annotation) {
        return "FLIPPER-0020: @FeatureToggle(\"F\", redirect = \"" + redirect + "\") on " + CLASS + "PassedBy." + method
                + "(): the redirect " + redirect + "() is called past the container, which does not heed @" + annotation
                + " on it; move the redirect to a bean of its own and name that with redirectTo";
    }

    @Test
    void nothingIsSaidOfWhatHoldsForTheSwitchedMethodBeforeIt() {
        try (LogRecords log = LogRecords.of("dev.flipper.cdi");
                Application application = Application.start(Map.of(), Held.class, Early.class)) {
            assertThat(log.messages()).noneMatch(message -> message.startsWith("FLIPPER-0020"));
            assertThat(application.get(Held.class).sound()).isEqualTo("plain transacted old");
        }
    }

    @Test
    void aBindingWithoutInterceptorsIsWarnedOf() {
        try (LogRecords log = LogRecords.of("dev.flipper.cdi");
                Application application = Application.start(Map.of(), Held.class)) {
            assertThat(log.messages())
                    .filteredOn(message -> message.startsWith("FLIPPER-0020"))
                    .singleElement()
                    .asString()
                    .contains("Transacted");
            assertThat(application.get(Held.class).sound()).isEqualTo("plain old");
        }
    }
}
