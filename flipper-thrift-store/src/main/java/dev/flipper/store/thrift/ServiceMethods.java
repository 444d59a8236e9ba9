package dev.flipper.store.thrift;

import dev.flipper.store.thrift.idl.FeatureFlagStore.Create_args;
import dev.flipper.store.thrift.idl.FeatureFlagStore.Create_result;
import dev.flipper.store.thrift.idl.FeatureFlagStore.Delete_args;
import dev.flipper.store.thrift.idl.FeatureFlagStore.Delete_result;
import dev.flipper.store.thrift.idl.FeatureFlagStore.Get_args;
import dev.flipper.store.thrift.idl.FeatureFlagStore.Get_result;
import dev.flipper.store.thrift.idl.FeatureFlagStore.List_args;
import dev.flipper.store.thrift.idl.FeatureFlagStore.List_result;
import dev.flipper.store.thrift.idl.FeatureFlagStore.SetMeta_args;
import dev.flipper.store.thrift.idl.FeatureFlagStore.SetMeta_result;
import dev.flipper.store.thrift.idl.FeatureFlagStore.Set_args;
import dev.flipper.store.thrift.idl.FeatureFlagStore.Set_result;
import dev.flipper.store.thrift.idl.FlipperFlagStore.AwaitChanges_args;
import dev.flipper.store.thrift.idl.FlipperFlagStore.AwaitChanges_result;
import dev.flipper.store.thrift.idl.FlipperFlagStore.CompareAndSet_args;
import dev.flipper.store.thrift.idl.FlipperFlagStore.CompareAndSet_result;
import dev.flipper.store.thrift.idl.FlipperFlagStore.EntriesAfter_args;
import dev.flipper.store.thrift.idl.FlipperFlagStore.EntriesAfter_result;
import dev.flipper.store.thrift.idl.FlipperFlagStore.GetDocument_args;
import dev.flipper.store.thrift.idl.FlipperFlagStore.GetDocument_result;
import dev.flipper.store.thrift.idl.FlipperFlagStore.ListDocuments_args;
import dev.flipper.store.thrift.idl.FlipperFlagStore.ListDocuments_result;
import dev.flipper.store.thrift.idl.FlipperFlagStore.RemoveDocument_args;
import dev.flipper.store.thrift.idl.FlipperFlagStore.RemoveDocument_result;
import java.util.HashMap;
import java.util.Map;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.apache.thrift.TSerializable;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.protocol.TProtocolUtil;
import org.apache.thrift.protocol.TType;

/**
 * The methods of a service by their names, and how calls of them are read and answered. It stands in place of the
 * processors that Thrift's compiler makes, which log by SLF4J. Immutable.
 */
final class ServiceMethods {

    private final Map<String, ServiceMethod<?, ?>> methods;

    private ServiceMethods(Map<String, ServiceMethod<?, ?>> methods) {
        this.methods = Map.copyOf(methods);
    }

    /** Those of the original. */
    static ServiceMethods original(OriginalService service) {
        return new ServiceMethods(table(service));
    }

    /** Those of the original, and ours. */
    static ServiceMethods all(OriginalService service, FlipperService ours) {
        Map<String, ServiceMethod<?, ?>> all = new HashMap<>(table(service));
        all.putAll(table(ours));
        return new ServiceMethods(all);
    }

    private static Map<String, ServiceMethod<?, ?>> table(OriginalService service) {
        return Map.of(
                "Create",
                new ServiceMethod<>(
                        Create_args::new,
                        Create_result::new,
                        (call, result) -> result.setSuccess(
                                service.create(call.getFeature_name(), call.isIs_enabled(), call.getClient_data())),
                        Create_result::setError),
                "Get",
                new ServiceMethod<>(
                        Get_args::new,
                        Get_result::new,
                        (call, result) -> result.setSuccess(service.get(call.getFeature_name())),
                        Get_result::setError),
                "Set",
                new ServiceMethod<>(
                        Set_args::new,
                        Set_result::new,
                        (call, result) -> service.set(call.getFeature_name(), call.isIs_enabled()),
                        Set_result::setError),
                "Delete",
                new ServiceMethod<>(
                        Delete_args::new,
                        Delete_result::new,
                        (call, result) -> service.delete(call.getFeature_name()),
                        Delete_result::setError),
                "List",
                new ServiceMethod<>(
                        List_args::new,
                        List_result::new,
                        (call, result) -> result.setSuccess(service.list(call.getLimit(), call.getOffset())),
                        List_result::setError),
                "SetMeta",
                new ServiceMethod<>(
                        SetMeta_args::new,
                        SetMeta_result::new,
                        (call, result) -> service.setMeta(call.getFeature_name(), call.getMeta()),
                        SetMeta_result::setError));
    }

    private static Map<String, ServiceMethod<?, ?>> table(FlipperService service) {
        return Map.of(
                "GetDocument",
                new ServiceMethod<>(
                        GetDocument_args::new,
                        GetDocument_result::new,
                        (call, result) -> result.setSuccess(service.getDocument(call.getFeature_name())),
                        GetDocument_result::setError),
                "CompareAndSet",
                new ServiceMethod<>(
                        CompareAndSet_args::new,
                        CompareAndSet_result::new,
                        (call, result) -> result.setSuccess(service.compareAndSet(
                                call.getFeature_name(), call.getExpected(), call.getReplacement())),
                        CompareAndSet_result::setError),
                "RemoveDocument",
                new ServiceMethod<>(
                        RemoveDocument_args::new,
                        RemoveDocument_result::new,
                        (call, result) -> result.setSuccess(service.removeDocument(call.getFeature_name())),
                        RemoveDocument_result::setError),
                "EntriesAfter",
                new ServiceMethod<>(
                        EntriesAfter_args::new,
                        EntriesAfter_result::new,
                        (call, result) -> result.setSuccess(service.entriesAfter(call.getFeature_name())),
                        EntriesAfter_result::setError),
                "ListDocuments",
                new ServiceMethod<>(
                        ListDocuments_args::new,
                        ListDocuments_result::new,
                        (call, result) -> result.setSuccess(service.listDocuments(call.getLimit(), call.getOffset())),
                        ListDocuments_result::setError),
                "AwaitChanges",
                new ServiceMethod<>(
                        AwaitChanges_args::new,
                        AwaitChanges_result::new,
                        (call, result) ->
                                result.setSuccess(service.awaitChanges(call.getPosition(), call.getMax_wait_millis())),
                        AwaitChanges_result::setError));
    }

    /** A message that has arrived. To be answered once. */
    @FunctionalInterface
    interface Request {
        TSerializable answer();
    }

    /** A message, and what is asked for in it. */
    record Call(TMessage message, Request request) {

        /** Carries it out and puts the answer together. */
        void answer(TProtocol protocol) throws TException {
            write(protocol, request.answer());
        }

        /** Puts together that there is no answer. */
        void fail(TProtocol protocol, String reason) throws TException {
            write(protocol, new TApplicationException(TApplicationException.INTERNAL_ERROR, reason));
        }

        private void write(TProtocol protocol, TSerializable answer) throws TException {
            byte type = answer instanceof TApplicationException ? TMessageType.EXCEPTION : TMessageType.REPLY;
            protocol.writeMessageBegin(new TMessage(message.name, type, message.seqid));
            answer.write(protocol);
            protocol.writeMessageEnd();
        }
    }

    /** Reads a call. */
    Call read(TProtocol protocol) throws TException {
        TMessage message = protocol.readMessageBegin();
        ServiceMethod<?, ?> method = methods.get(message.name);
        if (method != null) {
            Request request = method.call(protocol)::get;
            protocol.readMessageEnd();
            return new Call(message, request);
        }
        TProtocolUtil.skip(protocol, TType.STRUCT);
        protocol.readMessageEnd();
        TApplicationException unknown = new TApplicationException(
                TApplicationException.UNKNOWN_METHOD, "Invalid method name: '" + message.name + "'");
        return new Call(message, () -> unknown);
    }
}
