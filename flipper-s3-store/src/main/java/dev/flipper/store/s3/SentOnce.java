package dev.flipper.store.s3;

import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Sees to it that a deletion is sent once. The JDK sends a request again by itself if the connection ends before the
 * answer, unless it has a body; the second one would find that nothing is there, as if somebody else had removed it.
 */
final class SentOnce implements ExecutionInterceptor {

    @Override
    public SdkHttpRequest modifyHttpRequest(Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
        return isDeletion(context)
                ? context.httpRequest().copy(request -> request.putHeader("Content-Length", "0"))
                : context.httpRequest();
    }

    @Override
    public Optional<RequestBody> modifyHttpContent(Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
        return isDeletion(context) ? Optional.of(RequestBody.empty()) : context.requestBody();
    }

    private static boolean isDeletion(Context.ModifyHttpRequest context) {
        return context.httpRequest().method() == SdkHttpMethod.DELETE;
    }
}
