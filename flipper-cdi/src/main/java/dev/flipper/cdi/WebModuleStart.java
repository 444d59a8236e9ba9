package dev.flipper.cdi;

import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells the extension that a WAR starts, in the WAR's own context: what CDI announces to an extension is in no part of
 * an EAR, nor in the one WAR on some servers. Found by the server; applications have no need to name this class.
 */
public final class WebModuleStart implements ServletContainerInitializer {

    /** Creates the initializer; called by the server. */
    public WebModuleStart() {}

    /**
     * Has the start of the WAR told.
     *
     * @param classes not used
     * @param application the WAR
     */
    @Override
    public void onStartup(@Nullable Set<Class<?>> classes, ServletContext application) {
        application.addListener(new Listener());
    }

    /** Comes after the listeners of the WAR's own, for which clients open when they ask. */
    static final class Listener implements ServletContextListener {

        @Override
        public void contextInitialized(ServletContextEvent event) {
            // Not CDI.current(): a server that takes it for a call from another archive finds none, or too many.
            if (ContainerNames.lookUp("java:comp/BeanManager") instanceof BeanManager beanManager) {
                beanManager.getExtension(FlipperExtension.class).startModule();
            }
        }
    }
}
