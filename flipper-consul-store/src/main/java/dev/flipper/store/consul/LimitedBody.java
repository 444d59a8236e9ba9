package dev.flipper.store.consul;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Receives an answer as long as it is not too long to be kept in memory, as one is that has no end. */
final class LimitedBody implements BodySubscriber<byte[]> {

    private final BodySubscriber<byte[]> whole = BodySubscribers.ofByteArray();
    private final long longest;
    private long received;
    private boolean failed;
    private @Nullable Subscription subscription;

    private LimitedBody(long longest) {
        this.longest = longest;
    }

    static BodyHandler<byte[]> of(long longest) {
        return response -> new LimitedBody(longest);
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return whole.getBody();
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
        whole.onSubscribe(given);
    }

    @Override
    public void onNext(List<ByteBuffer> part) {
        if (failed) {
            return;
        }
        received += part.stream().mapToLong(ByteBuffer::remaining).sum();
        if (received <= longest) {
            whole.onNext(part);
        } else {
            giveUp();
        }
    }

    private void giveUp() {
        failed = true;
        Subscription open = subscription;
        if (open != null) {
            open.cancel();
        }
        whole.onError(ConsulFailure.unknown("its answer has more than " + longest + " bytes", null));
    }

    @Override
    public void onError(Throwable failure) {
        whole.onError(failure);
    }

    @Override
    public void onComplete() {
        whole.onComplete();
    }
}
