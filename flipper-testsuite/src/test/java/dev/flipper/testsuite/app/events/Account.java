package dev.flipper.testsuite.app.events;

import dev.flipper.FeatureFlagClient;
import jakarta.annotation.Resource;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;

/** Switches a flag in a transaction of the container's. */
@Stateless
public class Account {

    @Inject
    FeatureFlagClient features;

    @Inject
    TransactionLog log;

    @Resource
    SessionContext session;

    public void switchOn(String flag) {
        features.enable(flag);
        log.add("switched");
    }

    public void switchOnAndRollBack(String flag) {
        features.enable(flag);
        log.add("switched");
        session.setRollbackOnly();
    }
}
