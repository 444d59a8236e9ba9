package dev.flipper.store.thrift;

import dev.flipper.store.thrift.idl.FlipperException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.thrift.TBase;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TProtocol;

/**
 * A method of a service: which structs its arguments and its result are, and what makes one of the other.
 *
 * @param <A> the struct of the arguments
 * @param <R> the struct of the result
 * @param arguments makes an empty struct for the arguments
 * @param result makes an empty struct for the result
 * @param body carries the call out
 * @param refusal puts what it refuses into the result
 */
record ServiceMethod<A extends TBase<A, ?>, R extends TBase<R, ?>>(
        Supplier<A> arguments, Supplier<R> result, Body<A, R> body, BiConsumer<R, FlipperException> refusal) {

    private static final Logger LOGGER = System.getLogger(ThriftFeatureFlagServer.class.getName());

    /** Carries a call out. */
    @FunctionalInterface
    interface Body<A, R> {
        void run(A arguments, R result) throws FlipperException;
    }

    A read(TProtocol protocol) throws TException {
        A struct = arguments.get();
        struct.read(protocol);
        return struct;
    }

    /** A call that has arrived: what is left to do is to carry it out. */
    Supplier<TBase<?, ?>> call(TProtocol protocol) throws TException {
        A struct = read(protocol);
        return () -> answer(struct);
    }

    private R answer(A struct) {
        R answer = result.get();
        try {
            body.run(struct, answer);
        } catch (FlipperException e) {
            refusal.accept(answer, e);
        } catch (dev.flipper.FlipperException e) {
            // As expected of a store that is away, and told wherever it is needed.
            LOGGER.log(Level.DEBUG, "A call is refused, as the store failed", e);
            refusal.accept(answer, Refusals.refused(String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, "A call is refused, as the store failed", e);
            refusal.accept(answer, Refusals.refused("The store of this service failed: " + e));
        }
        return answer;
    }
}
