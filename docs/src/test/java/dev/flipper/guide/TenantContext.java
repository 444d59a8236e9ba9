package dev.flipper.guide;

import dev.flipper.EvaluationContext;
import dev.flipper.EvaluationContextProvider;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;

@RequestScoped
public class TenantContext implements EvaluationContextProvider {

    @Inject
    HttpServletRequest request;

    @Override
    public EvaluationContext currentContext() {
        return EvaluationContext.of("tenant", String.valueOf(request.getHeader("X-Tenant")));
    }
}
