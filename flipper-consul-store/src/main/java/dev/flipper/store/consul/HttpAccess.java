package dev.flipper.store.consul;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is said with each request: who we are, and to which datacenter we want; null if nothing. Shows no token. */
record HttpAccess(@Nullable String token, @Nullable String datacenter) {

    /** Begins a request. */
    HttpRequest.Builder to(ConsulAddress address, String pathAndQuery) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address.uri(pathAndQuery + datacenterParameter(pathAndQuery)));
        if (token != null) {
            request.setHeader("X-Consul-Token", token);
        }
        return request;
    }

    private String datacenterParameter(String pathAndQuery) {
        if (datacenter == null) {
            return "";
        }
        return (pathAndQuery.contains("?") ? "&" : "?") + "dc="
                + URLEncoder.encode(Objects.requireNonNull(datacenter), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "datacenter " + datacenter;
    }
}
