package dev.bellwether.model;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a check does. Addresses stay as their author wrote them; the room `watch` parses and
/// refuses them when they are saved.
public sealed interface CheckSpec {
    /// One HTTP or HTTPS request.
    ///
    /// @param headers sent as they are; values may be secret: they are kept sealed and never shown
    ///   again
    /// @param body sent when not empty; kept sealed
    /// @param statuses accepted, such as `200-299` or `200,204,301`
    /// @param keyword text that the body must hold
    /// @param keywordAbsent text that the body must not hold
    /// @param json a path and a comparison, such as `$.status == "ok"` or `$.queue.length < 100`
    /// @param maxRedirects 0 follows none
    /// @param insecure accepts any certificate
    record Http(
            String method,
            String url,
            Map<String, String> headers,
            String body,
            String statuses,
            Optional<String> keyword,
            Optional<String> keywordAbsent,
            Optional<String> json,
            int maxRedirects,
            boolean insecure)
            implements CheckSpec {
        public Http {
            headers = Map.copyOf(headers);
        }

        /// The same with these in place of what may hold secrets.
        public Http withSecrets(Map<String, String> headers, String body) {
            return new Http(
                    method,
                    url,
                    headers,
                    body,
                    statuses,
                    keyword,
                    keywordAbsent,
                    json,
                    maxRedirects,
                    insecure);
        }

        /// GET, 200-299, up to five redirects.
        public static Http get(String url) {
            return new Http(
                    "GET",
                    url,
                    Map.of(),
                    "",
                    "200-299",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    5,
                    false);
        }
    }

    /// A connection can be opened; when `expect` is set, the first bytes sent by the server hold
    /// it.
    record Tcp(String host, int port, Optional<String> expect) implements CheckSpec {}

    /// The certificate is valid, names the host, and lasts.
    ///
    /// @param daysLeft fewer days than this is DEGRADED; expired is DOWN
    record Tls(String host, int port, int daysLeft) implements CheckSpec {}

    /// A lookup gives an answer, and the answer is right.
    ///
    /// @param type such as `A`, `AAAA`, `CNAME`, `MX`, `TXT`, `NS`
    /// @param expected answers that must all be among those given; empty accepts any answer
    /// @param resolver `host` or `host:port`; empty asks the system's
    record Dns(String name, String type, List<String> expected, Optional<String> resolver)
            implements CheckSpec {
        public Dns {
            expected = List.copyOf(expected);
        }
    }

    /// One ICMP echo.
    record Ping(String host) implements CheckSpec {}

    /// A job that reports in by URL.
    ///
    /// @param token the secret part of the URL; kept sealed
    /// @param period time between two beats; the check's grace is added; ignored when `cron` is set
    /// @param cron five fields, in `zone`
    record Heartbeat(
            String token, Duration period, Duration grace, Optional<String> cron, String zone)
            implements CheckSpec {
        public Heartbeat withToken(String token) {
            return new Heartbeat(token, period, grace, cron, zone);
        }
    }

    /// What a provider says of itself, or of one of its components or regions.
    record ProviderPage(ProviderId provider, Optional<String> component) implements CheckSpec {}
}
