package dev.flipper.testsuite.app.events;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;
import javax.naming.InitialContext;

/** What of the container an observer finds around itself. */
@ApplicationScoped
@SuppressWarnings("BanJNDI") // the names are constants
public class Surroundings {

    @Inject
    Visit visit;

    /** Gives a line without anything that differs from call to call. */
    public String describe() throws Exception {
        visit.begin();
        boolean ownLoader =
                Thread.currentThread().getContextClassLoader() == getClass().getClassLoader();
        return "app=" + InitialContext.doLookup("java:app/AppName") + " module="
                + InitialContext.doLookup("java:module/ModuleName") + " entry="
                + InitialContext.doLookup("java:comp/env/entry") + " loader=" + ownLoader + " visits="
                + visit.count() + " transaction=" + transaction();
    }

    private static boolean transaction() throws Exception {
        UserTransaction transaction = InitialContext.doLookup("java:comp/UserTransaction");
        transaction.begin();
        boolean active = transaction.getStatus() == Status.STATUS_ACTIVE;
        transaction.commit();
        return active;
    }
}
