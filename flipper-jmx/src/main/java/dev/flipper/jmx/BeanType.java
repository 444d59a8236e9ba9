package dev.flipper.jmx;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanNotificationInfo;
import javax.management.MBeanOperationInfo;
import org.jspecify.annotations.Nullable;

/**
 * What all beans of one interface have in common. The information about them is held here once: ten thousand flags
 * would hold as many copies of some kilobytes. Thread-safe.
 */
final class BeanType<T> {

    private final Class<T> contract;
    private final MBeanNotificationInfo[] notifications;
    private volatile @Nullable MBeanInfo info;

    BeanType(Class<T> contract, MBeanNotificationInfo... notifications) {
        this.contract = contract;
        this.notifications = notifications.clone();
    }

    Class<T> contract() {
        return contract;
    }

    MBeanNotificationInfo[] notifications() {
        return notifications.clone();
    }

    @Nullable
    MBeanInfo info() {
        return info;
    }

    void keep(@Nullable MBeanInfo newInfo) {
        info = newInfo;
    }

    String description() {
        return describe(contract);
    }

    String describe(MBeanAttributeInfo attribute) {
        return describe(method((attribute.isIs() ? "is" : "get") + attribute.getName()));
    }

    String describe(MBeanOperationInfo operation) {
        return describe(method(operation.getName()));
    }

    String describeParameter(MBeanOperationInfo operation, int index) {
        return describe(method(operation.getName()).getParameters()[index]);
    }

    String parameterName(MBeanOperationInfo operation, int index) {
        return method(operation.getName()).getParameters()[index].getName();
    }

    int impact(MBeanOperationInfo operation) {
        return method(operation.getName()).getReturnType() == void.class
                ? MBeanOperationInfo.ACTION
                : MBeanOperationInfo.INFO;
    }

    boolean takesDouble(String attribute) {
        return Arrays.stream(contract.getMethods())
                .anyMatch(method -> method.getName().equals("set" + attribute)
                        && method.getParameterTypes()[0].equals(Double.class));
    }

    /** The interfaces have no overloads, so a name is enough. */
    private Method method(String name) {
        return Arrays.stream(contract.getMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(contract.getName() + " has no " + name));
    }

    private static String describe(AnnotatedElement element) {
        Description description = element.getAnnotation(Description.class);
        if (description == null) {
            throw new IllegalArgumentException(element + " has no description");
        }
        return description.value();
    }
}
