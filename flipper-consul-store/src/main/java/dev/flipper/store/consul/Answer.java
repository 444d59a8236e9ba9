package dev.flipper.store.consul;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.flipper.json.Json;
import dev.flipper.json.JsonFormatException;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * What Consul has said: the status of HTTP, the index of what was asked for, which is 0 where there is none, a text.
 */
record Answer(int status, boolean isOfConsul, long index, String text) {

    static final int OK = 200;
    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    static final int CONFLICT = 409;
    private static final int TOO_LARGE = 413;
    private static final int SERVER_ERROR = 500;

    private static final String INDEX = "X-Consul-Index";
    private static final int LONGEST_WORDS = 300;

    static Answer of(HttpResponse<byte[]> response) {
        String index = response.headers().firstValue(INDEX).orElse(null);
        return new Answer(response.statusCode(), index != null, number(index), new String(response.body(), UTF_8));
    }

    private static long number(@Nullable String text) {
        try {
            return text == null ? 0 : Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Gives the JSON value in the text. */
    @Nullable
    Object json() {
        try {
            return Json.parse(text);
        } catch (JsonFormatException e) {
            throw ConsulFailure.unknown("its answer is not Consul's: " + e.getMessage(), e);
        }
    }

    /**
     * Makes a failure of an answer that is none of those that were expected.
     *
     * @param may what the token has to allow, in words that continue "may not"
     */
    ConsulFailure failure(String may) {
        String words = "it answered " + status + (words().isEmpty() ? "" : " " + words());
        if (status == FORBIDDEN) {
            return denied(words, may);
        }
        if (status == TOO_LARGE) {
            return ConsulFailure.notDone("it is too large for Consul: " + words, null);
        }
        // Nothing is begun without a leader; other failures may have happened on the way back from it.
        return status < SERVER_ERROR || words().contains("No cluster leader")
                ? ConsulFailure.notDone(words, null)
                : ConsulFailure.unknown(words, null);
    }

    private ConsulFailure denied(String words, String may) {
        boolean known = !words().contains("ACL not found");
        return ConsulFailure.notDone(
                words + (known ? ": the token may not " + may : ": it does not know the token"), null);
    }

    private String words() {
        String line = text.lines().findFirst().orElse("").strip();
        return line.length() <= LONGEST_WORDS ? line : line.substring(0, LONGEST_WORDS) + "…";
    }
}
