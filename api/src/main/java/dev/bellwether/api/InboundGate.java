package dev.bellwether.api;

import dev.bellwether.model.OrganizationId;
import dev.bellwether.watch.Inbound;
import dev.bellwether.watch.InboundBusy;
import dev.bellwether.watch.Integration;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Who sends, how much and how often. A key is taken from the path, from `Authorization` (`Bearer`,
/// `GenieKey` or the password of `Basic`), or from the body where a protocol has it there.
///
/// Whoever shows no good key is counted by address; each key has its integration's own bound.
final class InboundGate {
    private final Inbound inbound;
    private final InstantSource clock;
    private final Buckets byAddress;
    private final ConcurrentHashMap<Integer, Buckets> byKey = new ConcurrentHashMap<>();

    InboundGate(Inbound inbound, ApiSettings settings, InstantSource clock) {
        this.inbound = inbound;
        this.clock = clock;
        this.byAddress = new Buckets(clock, settings.perAddress());
    }

    Inbound inbound() {
        return inbound;
    }

    InstantSource clock() {
        return clock;
    }

    /// The integration of a key; empty when the key is not good.
    ///
    /// @throws Refused 429 when it comes too often, or this address has shown too many bad keys
    Optional<Integration> admit(Context context, String key) {
        return admit(context.ip(), key);
    }

    /// @param address of whoever sends
    Optional<Integration> admit(String address, String key) {
        Optional<Integration> integration = inbound.admit(key);
        if (integration.isEmpty()) {
            byAddress.take(address);
        }
        integration.ifPresent(this::count);
        return integration;
    }

    /// One more of the integration's requests of this minute.
    private void count(Integration integration) {
        byKey.computeIfAbsent(integration.perMinute(), bound -> new Buckets(clock, bound))
                .take(name(integration.organization(), integration));
    }

    private static String name(OrganizationId organization, Integration integration) {
        return organization + "/" + integration.id();
    }

    /// The key in the `Authorization` header; empty without one.
    static String header(Context context) {
        String[] parts =
                Optional.ofNullable(context.header("Authorization")).orElse("").split("\\s+", 2);
        if (parts.length != 2) {
            return "";
        }
        return switch (parts[0].toLowerCase(Locale.ROOT)) {
            case "bearer", "geniekey" -> parts[1].strip();
            case "basic" -> password(parts[1].strip());
            default -> "";
        };
    }

    private static String password(String basic) {
        try {
            String pair = new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8);
            return pair.substring(pair.indexOf(':') + 1);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /// @param bytes cut at the bound when it is too large
    record Body(byte[] bytes, boolean tooLarge) {}

    /// What was sent, up to `most` bytes: no more is ever read.
    static Body body(Context context, int most) {
        try {
            byte[] bytes = context.req().getInputStream().readNBytes(most + 1);
            return bytes.length > most
                    ? new Body(Arrays.copyOf(bytes, most), true)
                    : new Body(bytes, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Names in lower case; only those that a signature may need.
    static Map<String, String> headers(Context context) {
        var headers = new HashMap<String, String>();
        context.headerMap()
                .forEach((name, value) -> {
                    String low = name.toLowerCase(Locale.ROOT);
                    if (!low.equals("authorization") && !low.equals("cookie")) {
                        headers.put(low, value);
                    }
                });
        return headers;
    }

    static void json(Context context, int status, Object body) {
        context.status(status);
        context.header("Cache-Control", "no-store");
        context.header("X-Content-Type-Options", "nosniff");
        context.contentType("application/json");
        context.result(Runner.json(body).getBytes(StandardCharsets.UTF_8));
    }

    /// Tells when to come again.
    static void retryAfter(Context context, Refused refused) {
        refused.answer()
                .retryAfter()
                .ifPresent(
                        time -> context.header("Retry-After", "" + Math.max(1, time.toSeconds())));
    }

    /// Tells when to come again, where too much waits already.
    static void busy(Context context) {
        context.header("Retry-After", "" + InboundBusy.AGAIN.toSeconds());
    }
}
