package dev.flipper.jmx;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.InstanceNotFoundException;
import javax.management.InvalidAttributeValueException;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanException;
import javax.management.MBeanInfo;
import javax.management.MBeanNotificationInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanRegistration;
import javax.management.MBeanServer;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;
import javax.management.NotificationFilter;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import javax.management.ReflectionException;
import javax.management.StandardEmitterMBean;
import org.jspecify.annotations.Nullable;

/**
 * A bean as the MBean server holds it: descriptions, notifications, and the knowledge whether it is itself registered.
 * The server can only be told to unregister a name; what stands there now may be somebody else's.
 */
final class ManagedBean<T> extends StandardEmitterMBean implements MBeanRegistration {

    private static final Logger LOGGER = System.getLogger("dev.flipper.jmx");

    private final BeanType<T> type;
    private final MBeanServer server;
    private final ObjectName name;
    private final Broadcaster broadcaster;
    private volatile boolean registered;

    ManagedBean(BeanType<T> type, T implementation, MBeanServer server, ObjectName name) {
        this(type, implementation, server, name, new Broadcaster(type.notifications()));
    }

    private ManagedBean(
            BeanType<T> type, T implementation, MBeanServer server, ObjectName name, Broadcaster broadcaster) {
        super(implementation, type.contract(), true, broadcaster);
        this.broadcaster = broadcaster;
        this.type = type;
        this.server = server;
        this.name = name;
    }

    ObjectName name() {
        return name;
    }

    /** Throws what the server throws, for one if the name is taken. */
    void register() throws JMException {
        try {
            server.registerMBean(this, name);
        } catch (Error e) {
            // Listeners to the server are told when the bean is in place, and their errors come through.
            if (!server.isRegistered(name)) {
                throw e;
            }
            registered = true;
            LOGGER.log(Level.WARNING, "Somebody who was told that there is " + name + " now failed; it stays", e);
        }
    }

    /** Has no effect if this bean is not registered, or not any more. What keeps it from going is logged. */
    void unregister() {
        if (!registered) {
            return;
        }
        try {
            server.unregisterMBean(name);
        } catch (InstanceNotFoundException e) {
            LOGGER.log(Level.DEBUG, "Somebody else has just unregistered " + name, e);
        } catch (Throwable e) {
            // A listener's error too: other beans have to go all the same.
            String problem = registered ? "Cannot unregister " : "Somebody failed who was told of the end of ";
            LOGGER.log(Level.WARNING, problem + name, e);
        }
    }

    /** Gives false as long as nobody ever has. */
    boolean isListenedTo() {
        return broadcaster.listenedTo;
    }

    /** Sends to all who listen; whatever these do, it returns. */
    void send(Notification notification) {
        try {
            sendNotification(notification);
        } catch (Throwable e) {
            // A filter's error.
            LOGGER.log(Level.WARNING, "A notification of " + name + " could not be sent to all", e);
        }
    }

    /** The JDK's own lets a listener's error pass, and the other listeners would not be called. */
    private static final class Broadcaster extends NotificationBroadcasterSupport {

        volatile boolean listenedTo;

        Broadcaster(MBeanNotificationInfo[] infos) {
            super(infos);
        }

        @Override
        public void addNotificationListener(
                NotificationListener listener, @Nullable NotificationFilter filter, @Nullable Object handback) {
            super.addNotificationListener(listener, filter, handback);
            listenedTo = true;
        }

        @Override
        protected void handleNotification(
                NotificationListener listener, Notification notification, @Nullable Object handback) {
            try {
                super.handleNotification(listener, notification, handback);
            } catch (Throwable e) {
                LOGGER.log(
                        Level.WARNING, "A listener to " + notification.getSource() + " failed; the change stands", e);
            }
        }
    }

    @Override
    public ObjectName preRegister(MBeanServer registeringServer, @Nullable ObjectName registeredName) {
        return name;
    }

    @Override
    public void postRegister(Boolean done) {
        registered = done;
    }

    @Override
    public void preDeregister() {}

    @Override
    public void postDeregister() {
        registered = false;
    }

    @Override
    public void setAttribute(Attribute attribute)
            throws AttributeNotFoundException, InvalidAttributeValueException, MBeanException, ReflectionException {
        super.setAttribute(fitting(attribute));
    }

    @Override
    public AttributeList setAttributes(AttributeList attributes) {
        AttributeList fitting = new AttributeList();
        attributes.asList().forEach(attribute -> fitting.add(fitting(attribute)));
        return super.setAttributes(fitting);
    }

    /** JConsole makes an integer of 1, also where a decimal is expected, and JMX would refuse it. */
    private Attribute fitting(Attribute given) {
        return given.getValue() instanceof Number number && type.takesDouble(given.getName())
                ? new Attribute(given.getName(), number.doubleValue())
                : given;
    }

    @Override
    protected String getDescription(MBeanInfo info) {
        return type.description();
    }

    @Override
    protected String getDescription(MBeanAttributeInfo attribute) {
        return type.describe(attribute);
    }

    @Override
    protected String getDescription(MBeanOperationInfo operation) {
        return type.describe(operation);
    }

    @Override
    protected String getDescription(MBeanOperationInfo operation, MBeanParameterInfo parameter, int sequence) {
        return type.describeParameter(operation, sequence);
    }

    @Override
    protected String getParameterName(MBeanOperationInfo operation, MBeanParameterInfo parameter, int sequence) {
        return type.parameterName(operation, sequence);
    }

    @Override
    protected int getImpact(MBeanOperationInfo operation) {
        return type.impact(operation);
    }

    @Override
    protected @Nullable MBeanInfo getCachedMBeanInfo() {
        return type.info();
    }

    @Override
    protected void cacheMBeanInfo(@Nullable MBeanInfo info) {
        type.keep(info);
    }
}
