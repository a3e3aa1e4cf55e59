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
public record WatchSettings(
        String place,
        Networks networks,
        List<String> controls,
        int probesInFlight,
        int probesPerHost,
        Optional<String> resolver,
        Duration keepEvidence) {
    public WatchSettings {
        controls = List.copyOf(controls);
    }

    public static WatchSettings defaults() {
        return new WatchSettings(
                "local",
                Networks.publicOnly(),
                List.of(),
                2_000,
                100,
                Optional.empty(),
                Duration.ofDays(400));
    }

    public WatchSettings withNetworks(Networks opened) {
        return new WatchSettings(
                place, opened, controls, probesInFlight, probesPerHost, resolver, keepEvidence);
    }
}
