package dev.flipper.cdi;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Specializes;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.Decorator;
import jakarta.enterprise.inject.spi.Interceptor;
import jakarta.enterprise.inject.spi.Prioritized;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.ProcessProducerField;
import jakarta.enterprise.inject.spi.ProcessProducerMethod;
import java.lang.annotation.Annotation;
import java.lang.reflect.Member;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * The beans of all archives of the application, as the container tells of them. Kept here because a look-up from this
 * library sees only the beans of its own archive's surroundings: in the {@code lib} of an EAR not those of the WARs.
 */
final class DiscoveredBeans {

    private final List<Bean<?>> beans = new ArrayList<>();
    /** Where a producer stands: its bean knows the class only. */
    private final IdentityHashMap<Bean<?>, Member> producers = new IdentityHashMap<>();

    /** Containers tell of beans too that others specialize and so have replaced. */
    private final Set<Class<?>> specialized = new HashSet<>();

    void add(ProcessBean<?> event) {
        if (event.getBean() instanceof Decorator || event.getBean() instanceof Interceptor) {
            // Told of as beans, but not what anybody is given who asks for their types.
            return;
        }
        beans.add(event.getBean());
        if (event instanceof ProcessManagedBean<?> managed
                && managed.getAnnotatedBeanClass().isAnnotationPresent(Specializes.class)) {
            specialized.add(event.getBean().getBeanClass().getSuperclass());
        }
        if (event instanceof ProcessProducerMethod<?, ?> method) {
            producers.put(event.getBean(), method.getAnnotatedProducerMethod().getJavaMember());
        } else if (event instanceof ProcessProducerField<?, ?> field) {
            producers.put(event.getBean(), field.getAnnotatedProducerField().getJavaMember());
        }
    }

    /** Says where a bean is defined: the class, or the producer in it. */
    String describe(Bean<?> bean) {
        Member producer = producers.get(bean);
        return producer == null
                ? bean.getBeanClass().getName()
                : producer.getDeclaringClass().getName() + "." + producer.getName();
    }

    List<Bean<?>> all() {
        return beans.stream()
                .filter(bean -> !specialized.contains(bean.getBeanClass()))
                .toList();
    }

    /** The enabled beans of a type, whatever their qualifiers. */
    List<Bean<?>> ofType(Type type) {
        return all().stream().filter(bean -> bean.getTypes().contains(type)).toList();
    }

    /** The enabled beans of a type that an injection point with this qualifier would get, or stumble over. */
    List<Bean<?>> ofType(Type type, Annotation qualifier) {
        return ofType(type).stream()
                .filter(bean -> bean.getQualifiers().contains(qualifier))
                .toList();
    }

    /** What an injection point without qualifiers would get, or stumble over. */
    List<Bean<?>> defaultsOfType(Type type) {
        return ofType(type, Default.Literal.INSTANCE);
    }

    /**
     * What an injection point of a class would get, whatever it puts in for type variables: alternatives go before
     * other beans, and those of the highest priority before other alternatives. Beans that only have qualifiers of
     * their own are taken where there is no other. None is missing and more than one are ambiguous.
     */
    List<Bean<?>> resolve(Class<?> type) {
        List<Bean<?>> ofClass = all().stream()
                .filter(bean -> bean.getTypes().stream().anyMatch(candidate -> Types.erasure(candidate) == type))
                .toList();
        List<Bean<?>> defaults = ofClass.stream()
                .filter(bean -> bean.getQualifiers().contains(Default.Literal.INSTANCE))
                .toList();
        return preferred(defaults.isEmpty() ? ofClass : defaults);
    }

    /** The bean type that a class is or is the raw type of. */
    static Type typeOf(Bean<?> bean, Class<?> type) {
        return bean.getTypes().stream()
                .filter(candidate -> Types.erasure(candidate) == type)
                .findFirst()
                .orElseThrow();
    }

    /** Resolves an ambiguity as the container does: by alternatives, and among these by priority. */
    static List<Bean<?>> preferred(List<Bean<?>> ambiguous) {
        List<Bean<?>> alternatives =
                ambiguous.stream().filter(Bean::isAlternative).toList();
        int highest =
                alternatives.stream().mapToInt(DiscoveredBeans::priority).max().orElse(0);
        List<Bean<?>> preferred =
                alternatives.stream().filter(bean -> priority(bean) == highest).toList();
        return ambiguous.size() > 1 && !preferred.isEmpty() ? preferred : ambiguous;
    }

    /** As the container knows it; 0 without one. */
    static int priority(Bean<?> bean) {
        if (bean instanceof Prioritized prioritized) {
            return prioritized.getPriority();
        }
        Priority priority = bean.getBeanClass().getAnnotation(Priority.class);
        return priority == null ? 0 : priority.value();
    }
}
