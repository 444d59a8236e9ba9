package dev.flipper.testsuite.app.toggle;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/** An interceptor of the application. */
@Counted
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
public class CountingInterceptor {

    @Inject
    Counter counter;

    @AroundInvoke
    Object count(InvocationContext call) throws Exception {
        counter.count();
        return call.proceed();
    }
}
