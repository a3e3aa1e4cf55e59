package dev.bellwether.console;

import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.ProviderId;
import dev.bellwether.watch.Checks;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The part of a check's form that differs from kind to kind. What the fields mean is judged by the
/// room `watch` when the check is saved.
final class SpecForm {
    private static final int REDIRECTS = 5;

    private SpecForm() {}

    static Form defaults(CheckKind kind) {
        Form form = Form.blank().with("kind", kind.name());
        return switch (kind) {
            case HTTP ->
                    form.with("spec.method", "GET")
                            .with("spec.statuses", "200-299")
                            .with("spec.maxRedirects", REDIRECTS);
            case TCP, PING, PROVIDER -> form;
            case TLS -> form.with("spec.port", 443).with("spec.daysLeft", 14);
            case DNS -> form.with("spec.type", "A");
            case HEARTBEAT ->
                    form.with("spec.period", "1h")
                            .with("spec.grace", "5m")
                            .with("spec.zone", "Etc/UTC");
        };
    }

    static void fill(Form form, CheckSpec spec) {
        form.with("kind", CheckKind.of(spec).name());
        switch (spec) {
            case CheckSpec.Http http ->
                    form.with("spec.method", http.method())
                            .with("spec.url", http.url())
                            .with("spec.headers", headers(http.headers()))
                            .with("spec.body", http.body())
                            .with("spec.statuses", http.statuses())
                            .with("spec.keyword", http.keyword())
                            .with("spec.keywordAbsent", http.keywordAbsent())
                            .with("spec.json", http.json())
                            .with("spec.maxRedirects", http.maxRedirects())
                            .with("spec.insecure", http.insecure());
            case CheckSpec.Tcp tcp ->
                    form.with("spec.host", tcp.host())
                            .with("spec.port", tcp.port())
                            .with("spec.expect", tcp.expect());
            case CheckSpec.Tls tls ->
                    form.with("spec.host", tls.host())
                            .with("spec.port", tls.port())
                            .with("spec.daysLeft", tls.daysLeft());
            case CheckSpec.Dns dns ->
                    form.with("spec.name", dns.name())
                            .with("spec.type", dns.type())
                            .with("spec.expected", String.join("\n", dns.expected()))
                            .with("spec.resolver", dns.resolver());
            case CheckSpec.Ping ping -> form.with("spec.host", ping.host());
            case CheckSpec.Heartbeat beat ->
                    form.with("spec.period", Spans.write(beat.period()))
                            .with("spec.grace", Spans.write(beat.grace()))
                            .with("spec.cron", beat.cron())
                            .with("spec.zone", beat.zone());
            case CheckSpec.ProviderPage page ->
                    form.with("spec.provider", page.provider().value())
                            .with("spec.component", page.component());
        }
    }

    /// @param before what stands, for what a form never shows (a heartbeat's token)
    static CheckSpec read(Form form, CheckKind kind, Optional<CheckSpec> before) {
        return switch (kind) {
            case HTTP -> http(form);
            case TCP ->
                    new CheckSpec.Tcp(form.text("spec.host"), port(form, 0), opt(form, "expect"));
            case TLS ->
                    new CheckSpec.Tls(
                            form.text("spec.host"),
                            port(form, 443),
                            form.whole("spec.daysLeft", 0, 365, 14));
            case DNS ->
                    new CheckSpec.Dns(
                            form.text("spec.name"),
                            form.text("spec.type"),
                            form.lines("spec.expected"),
                            opt(form, "resolver"));
            case PING -> new CheckSpec.Ping(form.text("spec.host"));
            case HEARTBEAT -> heartbeat(form, before);
            case PROVIDER -> provider(form);
        };
    }

    private static CheckSpec http(Form form) {
        return new CheckSpec.Http(
                form.text("spec.method").isEmpty() ? "GET" : form.text("spec.method"),
                form.text("spec.url"),
                headers(form),
                form.raw("spec.body"),
                form.text("spec.statuses").isEmpty() ? "200-299" : form.text("spec.statuses"),
                opt(form, "keyword"),
                opt(form, "keywordAbsent"),
                opt(form, "json"),
                form.whole("spec.maxRedirects", 0, 20, REDIRECTS),
                form.checked("spec.insecure"));
    }

    private static CheckSpec heartbeat(Form form, Optional<CheckSpec> before) {
        String token =
                before.filter(CheckSpec.Heartbeat.class::isInstance)
                        .map(spec -> ((CheckSpec.Heartbeat) spec).token())
                        .orElseGet(Checks::newToken);
        return new CheckSpec.Heartbeat(
                token,
                form.span("spec.period", Duration.ofHours(1)),
                form.span("spec.grace", Duration.ofMinutes(5)),
                opt(form, "cron"),
                form.text("spec.zone").isEmpty() ? "Etc/UTC" : form.text("spec.zone"));
    }

    private static CheckSpec provider(Form form) {
        String id = form.text("spec.provider");
        try {
            return new CheckSpec.ProviderPage(new ProviderId(id), opt(form, "component"));
        } catch (IllegalArgumentException e) {
            form.wrong(
                    "spec.provider", "'" + id + "' is no provider; choose one from the catalogue");
            return new CheckSpec.ProviderPage(new ProviderId("none"), Optional.empty());
        }
    }

    private static int port(Form form, int unset) {
        if (unset == 0 && form.text("spec.port").isEmpty()) {
            form.wrong("spec.port", "is missing; a port is a number from 1 to 65535");
        }
        return form.whole("spec.port", 1, 65_535, Math.max(unset, 1));
    }

    private static Map<String, String> headers(Form form) {
        var headers = new LinkedHashMap<String, String>();
        for (String line : form.lines("spec.headers")) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                form.wrong(
                        "spec.headers", "'" + line + "' is not a header such as Accept: text/html");
            } else {
                headers.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
            }
        }
        return headers;
    }

    private static String headers(Map<String, String> headers) {
        List<String> lines =
                headers.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()).toList();
        return String.join("\n", lines);
    }

    private static Optional<String> opt(Form form, String field) {
        return form.optional("spec." + field);
    }
}
