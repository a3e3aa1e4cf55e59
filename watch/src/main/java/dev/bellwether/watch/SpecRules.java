package dev.bellwether.watch;

import static dev.bellwether.watch.CheckRules.quoted;
import static dev.bellwether.watch.CheckRules.spoken;

import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.model.IpText;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// What each kind of check must say to be saved.
final class SpecRules {
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final Set<String> OURS =
            Set.of("content-length", "transfer-encoding", "connection", "accept-encoding");
    private static final List<String> DNS_TYPES =
            List.of("A", "AAAA", "CAA", "CNAME", "MX", "NS", "PTR", "SOA", "SRV", "TXT");
    private static final Duration LEAST_PERIOD = Duration.ofSeconds(10);
    private static final Duration LONGEST_PERIOD = Duration.ofDays(400);

    private final Networks networks;
    private final List<Problem> problems;

    private SpecRules(Networks networks, List<Problem> problems) {
        this.networks = networks;
        this.problems = problems;
    }

    static void check(CheckSpec spec, Networks networks, List<Problem> problems) {
        var rules = new SpecRules(networks, problems);
        switch (spec) {
            case CheckSpec.Http http -> rules.http(http);
            case CheckSpec.Tcp tcp -> {
                rules.host("spec.host", tcp.host());
                rules.port(tcp.port());
                tcp.expect().ifPresent(text -> rules.text("spec.expect", text, 1, 1_000));
            }
            case CheckSpec.Tls tls -> {
                rules.host("spec.host", tls.host());
                rules.port(tls.port());
                rules.range("spec.daysLeft", tls.daysLeft(), 0, 3_650);
            }
            case CheckSpec.Dns dns -> rules.dns(dns);
            case CheckSpec.Ping ping -> rules.host("spec.host", ping.host());
            case CheckSpec.Heartbeat heartbeat -> rules.heartbeat(heartbeat);
            case CheckSpec.ProviderPage page ->
                    page.component().ifPresent(name -> rules.text("spec.component", name, 1, 300));
        }
    }

    private void http(CheckSpec.Http http) {
        Optional<HttpTarget> target = HttpTarget.parse(http.url());
        if (target.isEmpty()) {
            problems.add(quoted("spec.url", http.url(), "is not an http or https address"));
        } else {
            reachable("spec.url", target.get().host());
        }
        if (!METHODS.contains(http.method())) {
            problems.add(
                    quoted(
                            "spec.method",
                            http.method(),
                            "is not one of GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"));
        }
        headers(http);
        text("spec.body", http.body(), 0, 65_536);
        parses("spec.statuses", () -> StatusSet.parse(http.statuses()));
        http.keyword().ifPresent(text -> text("spec.keyword", text, 1, 1_000));
        http.keywordAbsent().ifPresent(text -> text("spec.keywordAbsent", text, 1, 1_000));
        http.json().ifPresent(rule -> parses("spec.json", () -> JsonRule.parse(rule)));
        range("spec.maxRedirects", http.maxRedirects(), 0, 20);
    }

    private void headers(CheckSpec.Http http) {
        if (http.headers().size() > 50) {
            problems.add(
                    quoted("spec.headers", http.headers().size() + " headers", "is more than 50"));
            return;
        }
        http.headers()
                .forEach((name, value) -> {
                    if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")) {
                        problems.add(quoted("spec.headers", name, "is not the name of a header"));
                    } else if (OURS.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                        problems.add(quoted("spec.headers", name, "is set by the probe itself"));
                    }
                    // The value may be secret: it is not quoted.
                    boolean printable =
                            value.length() <= 8_192
                                    && value.chars().allMatch(c -> c >= ' ' && c < 256 && c != 127);
                    if (!printable) {
                        problems.add(
                                new Problem(
                                        "spec.headers." + name,
                                        "the value is not up to 8,192 printable characters on one"
                                                + " line"));
                    }
                });
    }

    private void dns(CheckSpec.Dns dns) {
        if (HostName.parse(dns.name()).isEmpty() || IpText.parse(dns.name()).isPresent()) {
            problems.add(quoted("spec.name", dns.name(), "is not a domain name"));
        }
        if (!DNS_TYPES.contains(dns.type())) {
            problems.add(
                    quoted(
                            "spec.type",
                            dns.type(),
                            "is not one of " + String.join(", ", DNS_TYPES)));
        }
        if (dns.expected().size() > 50) {
            problems.add(
                    quoted("spec.expected", dns.expected().size() + " answers", "is more than 50"));
        }
        for (int i = 0; i < Math.min(50, dns.expected().size()); i++) {
            text("spec.expected[" + i + "]", dns.expected().get(i), 1, 1_000);
        }
        dns.resolver().ifPresent(this::resolver);
    }

    private void resolver(String resolver) {
        Optional<HostPort> parsed = HostPort.parse(resolver, 53);
        if (parsed.isEmpty()) {
            problems.add(quoted("spec.resolver", resolver, "is not a host or host:port"));
        } else {
            reachable("spec.resolver", parsed.get().host());
        }
    }

    private void heartbeat(CheckSpec.Heartbeat heartbeat) {
        if (!heartbeat.token().matches("[A-Za-z0-9_-]{16,128}")
                && !heartbeat.token().equals(Checks.KEPT)) {
            // The token is a secret: it is not quoted.
            problems.add(
                    new Problem(
                            "spec.token",
                            "the token is not 16 to 128 characters of A-Z, a-z, 0-9, '-' and '_'"));
        }
        if (heartbeat.cron().isEmpty()) {
            between("spec.period", heartbeat.period(), LEAST_PERIOD, LONGEST_PERIOD);
        }
        between("spec.grace", heartbeat.grace(), Duration.ZERO, LONGEST_PERIOD);
        heartbeat.cron().ifPresent(cron -> parses("spec.cron", () -> Cron.parse(cron)));
        try {
            ZoneId.of(heartbeat.zone());
        } catch (DateTimeException e) {
            problems.add(
                    quoted(
                            "spec.zone",
                            heartbeat.zone(),
                            "is not a time zone such as Europe/Berlin or UTC"));
        }
    }

    private void host(String field, String host) {
        if (HostName.parse(host).isEmpty()) {
            problems.add(quoted(field, host, "is not a host name or address"));
        } else {
            reachable(field, host);
        }
    }

    /// An address that is written out is refused at once; a name only when it is looked up.
    private void reachable(String field, String host) {
        String address = host.equalsIgnoreCase("localhost") ? "127.0.0.1" : host;
        IpText.parse(address)
                .flatMap(networks::refusal)
                .ifPresent(why -> problems.add(new Problem(field, "'" + host + "': " + why)));
    }

    private void port(int port) {
        range("spec.port", port, 1, 65_535);
    }

    private void range(String field, int value, int least, int most) {
        if (value < least || value > most) {
            problems.add(quoted(field, "" + value, "is not " + least + " to " + most));
        }
    }

    private void between(String field, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            problems.add(
                    quoted(
                            field,
                            spoken(value),
                            "is not " + spoken(least) + " to " + spoken(most)));
        }
    }

    private void text(String field, String text, int least, int most) {
        if (text.length() < least || text.length() > most) {
            problems.add(quoted(field, text, "is not " + least + " to " + most + " characters"));
        }
    }

    private void parses(String field, Runnable parser) {
        Consumer<IllegalArgumentException> wrong =
                e -> problems.add(new Problem(field, String.valueOf(e.getMessage())));
        try {
            parser.run();
        } catch (IllegalArgumentException e) {
            wrong.accept(e);
        }
    }
}
