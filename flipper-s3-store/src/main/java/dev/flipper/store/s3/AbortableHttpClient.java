package dev.flipper.store.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Ends requests that take too long also while their answers are read. The JDK's connection cannot be ended then:
 * whoever tries to waits for the reader, perhaps for as long as bytes come, and that would be the one thread that
 * measures the time of all requests.
 */
record AbortableHttpClient(SdkHttpClient client) implements SdkHttpClient {

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new Request(client.prepareRequest(request));
    }

    @Override
    public String clientName() {
        return client.clientName();
    }

    @Override
    public void close() {
        client.close();
    }

    private static final class Request implements ExecutableHttpRequest {

        private final ExecutableHttpRequest request;
        private volatile boolean aborted;
        private volatile boolean answered;

        Request(ExecutableHttpRequest request) {
            this.request = request;
        }

        @Override
        public HttpExecuteResponse call() throws IOException {
            HttpExecuteResponse response = request.call();
            answered = true;
            return response.responseBody()
                    .map(body -> HttpExecuteResponse.builder()
                            .response(response.httpResponse())
                            .responseBody(AbortableInputStream.create(new Body(body), this))
                            .build())
                    .orElse(response);
        }

        @Override
        public void abort() {
            aborted = true;
            if (!answered) {
                request.abort();
            }
        }

        /** Does not give more after the end. For a single byte it waits for the time of the socket at most. */
        private final class Body extends FilterInputStream {

            Body(InputStream body) {
                super(body);
            }

            @Override
            public int read() throws IOException {
                requireTime();
                return super.read();
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                requireTime();
                return super.read(bytes, offset, length);
            }

            private void requireTime() throws SocketTimeoutException {
                if (aborted) {
                    throw new SocketTimeoutException("the time of the request is over");
                }
            }
        }
    }
}
