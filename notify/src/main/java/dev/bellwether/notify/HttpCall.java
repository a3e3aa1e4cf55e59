package dev.bellwether.notify;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// One request to a provider.
///
/// @param ours the address was set by who runs the instance: it may lead anywhere. An address that
///   a user gave is connected to only where the address policy allows it.
record HttpCall(
        String method,
        String url,
        boolean ours,
        Map<String, String> headers,
        String type,
        byte[] body) {
    static final String FORM = "application/x-www-form-urlencoded";
    static final String JSON = "application/json";

    static HttpCall json(String url, boolean ours, Map<String, ?> body) {
        return new HttpCall(
                "POST",
                url,
                ours,
                Map.of(),
                JSON,
                dev.bellwether.store.Json.write(body).getBytes(StandardCharsets.UTF_8));
    }

    static HttpCall form(String url, Map<String, String> fields) {
        return form(url, fields.entrySet());
    }

    /// @param fields a name may stand more than once
    static HttpCall form(String url, Collection<Map.Entry<String, String>> fields) {
        String body =
                fields.stream()
                        .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                        .collect(Collectors.joining("&"));
        return new HttpCall(
                "POST", url, true, Map.of(), FORM, body.getBytes(StandardCharsets.UTF_8));
    }

    static HttpCall get(String url) {
        return new HttpCall("GET", url, true, Map.of(), "", new byte[0]);
    }

    HttpCall with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new HttpCall(method, url, ours, more, type, body);
    }

    HttpCall bearer(String token) {
        return with("Authorization", "Bearer " + token);
    }

    HttpCall basic(String user, String password) {
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return with("Authorization", "Basic " + Base64.getEncoder().encodeToString(both));
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /// Neither address nor body: both hold secrets.
    @Override
    public String toString() {
        return "HttpCall[" + method + "]";
    }
}
