package dev.bellwether.watch;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How this process watches.
///
/// @param place the name of the place this process probes from
/// @param networks which addresses probes may reach
/// @param controls `host:port` that must accept a connection for this place to have a vote; when
///   all of them fail the place has none. Empty: the place always votes, unless its own network is
///   plainly gone
/// @param probesInFlight at most so many probes at a time, 1 to 20,000
/// @param probesPerHost at most so many probes of one host at a time, 1 to 1,000
/// @param resolver `host` or `host:port` asked for names; empty asks the system's
/// @param keepEvidence how long verdicts and their evidence are kept, at least a day
/// @param userAgent what an HTTP check calls itself, unless it sends a `User-Agent` of its own; 1
///   to 200 printable ASCII characters
public record WatchSettings(
        String place,
        Networks networks,
        List<String> controls,
        int probesInFlight,
        int probesPerHost,
        Optional<String> resolver,
        Duration keepEvidence,
        String userAgent) {
    public WatchSettings {
        controls = List.copyOf(controls);
        if (!userAgent.matches("[\\x20-\\x7e]{1,200}")) {
            throw new IllegalArgumentException(
                    "'" + userAgent + "' is not 1 to 200 printable ASCII characters");
        }
    }

    public static WatchSettings defaults() {
        return new WatchSettings(
                "local",
                Networks.publicOnly(),
                List.of(),
                2_000,
                100,
                Optional.empty(),
                Duration.ofDays(400),
                "Bellwether (uptime check)");
    }

    public WatchSettings withNetworks(Networks opened) {
        return new WatchSettings(
                place,
                opened,
                controls,
                probesInFlight,
                probesPerHost,
                resolver,
                keepEvidence,
                userAgent);
    }

    public WatchSettings calledAs(String agent) {
        return new WatchSettings(
                place,
                networks,
                controls,
                probesInFlight,
                probesPerHost,
                resolver,
                keepEvidence,
                agent);
    }

    /// Whether a text names a target that may stand in `controls`, or a resolver: `host` or
    /// `host:port`.
    public static boolean isTarget(String text) {
        return HostPort.parse(text, 53).isPresent();
    }
}
