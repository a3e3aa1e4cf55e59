package dev.bellwether.console;

import dev.bellwether.model.CheckSpec;
import java.util.Optional;

/// The kinds of check, as they are chosen in a form and named in a list.
enum CheckKind {
    HTTP("HTTP", "A web address answers, and answers right"),
    TCP("TCP", "A port can be connected to"),
    TLS("TLS certificate", "A certificate is valid and lasts"),
    DNS("DNS", "A name resolves, and to the right answer"),
    PING("Ping", "A host answers an ICMP echo"),
    HEARTBEAT("Heartbeat", "A job of yours reports in on time"),
    PROVIDER("Provider page", "What a provider says of itself");

    private final String word;
    private final String means;

    CheckKind(String word, String means) {
        this.word = word;
        this.means = means;
    }

    String word() {
        return word;
    }

    String means() {
        return means;
    }

    static Optional<CheckKind> named(String name) {
        for (CheckKind kind : values()) {
            if (kind.name().equals(name)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    static CheckKind of(CheckSpec spec) {
        return switch (spec) {
            case CheckSpec.Http _ -> HTTP;
            case CheckSpec.Tcp _ -> TCP;
            case CheckSpec.Tls _ -> TLS;
            case CheckSpec.Dns _ -> DNS;
            case CheckSpec.Ping _ -> PING;
            case CheckSpec.Heartbeat _ -> HEARTBEAT;
            case CheckSpec.ProviderPage _ -> PROVIDER;
        };
    }

    /// What the check looks at, in one line.
    static String target(CheckSpec spec) {
        return switch (spec) {
            case CheckSpec.Http http -> http.method() + " " + http.url();
            case CheckSpec.Tcp tcp -> tcp.host() + ":" + tcp.port();
            case CheckSpec.Tls tls -> tls.host() + ":" + tls.port();
            case CheckSpec.Dns dns -> dns.type() + " " + dns.name();
            case CheckSpec.Ping ping -> ping.host();
            case CheckSpec.Heartbeat beat ->
                    beat.cron()
                            .map(cron -> cron + " (" + beat.zone() + ")")
                            .orElse("every " + Spans.write(beat.period()));
            case CheckSpec.ProviderPage page ->
                    page.provider() + page.component().map(c -> " / " + c).orElse("");
        };
    }
}
