package dev.bellwether.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// An automated test of a service.
///
/// @param interval time between two rounds, at least 5 s
/// @param timeout time one probe may take, at most the interval
/// @param degradedAbove total latency above which an answer counts as DEGRADED
/// @param whenDown what DOWN means for the service: DEGRADED, PARTIAL_OUTAGE or MAJOR_OUTAGE
/// @param places names of the places that probe; empty means every place there is
/// @param labels by which people group and find checks, in order of the alphabet
public record Check(
        CheckId id,
        OrganizationId organization,
        ServiceId service,
        String name,
        CheckSpec spec,
        Duration interval,
        Duration timeout,
        Optional<Duration> degradedAbove,
        Status whenDown,
        Recovery recovery,
        List<String> places,
        boolean paused,
        List<String> labels) {
    public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(30);
    public static final Duration LEAST_INTERVAL = Duration.ofSeconds(5);
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    @SuppressWarnings("NullAway") // an old row or line has no labels
    public Check {
        places = List.copyOf(places);
        labels = labels == null ? List.of() : labels.stream().distinct().sorted().toList();
    }

    /// Without labels.
    public Check(
            CheckId id,
            OrganizationId organization,
            ServiceId service,
            String name,
            CheckSpec spec,
            Duration interval,
            Duration timeout,
            Optional<Duration> degradedAbove,
            Status whenDown,
            Recovery recovery,
            List<String> places,
            boolean paused) {
        this(
                id,
                organization,
                service,
                name,
                spec,
                interval,
                timeout,
                degradedAbove,
                whenDown,
                recovery,
                places,
                paused,
                List.of());
    }

    /// The same check, testing this.
    public Check with(CheckSpec spec) {
        return new Check(
                id,
                organization,
                service,
                name,
                spec,
                interval,
                timeout,
                degradedAbove,
                whenDown,
                recovery,
                places,
                paused,
                labels);
    }

    public Check withPaused(boolean paused) {
        return new Check(
                id,
                organization,
                service,
                name,
                spec,
                interval,
                timeout,
                degradedAbove,
                whenDown,
                recovery,
                places,
                paused,
                labels);
    }

    public Check withLabels(List<String> labels) {
        return new Check(
                id,
                organization,
                service,
                name,
                spec,
                interval,
                timeout,
                degradedAbove,
                whenDown,
                recovery,
                places,
                paused,
                labels);
    }

    /// When DOWN ends: this many successes in a row, spread over at least this time.
    public record Recovery(int successes, Duration over) {
        public static final Recovery DEFAULT = new Recovery(2, Duration.ofSeconds(30));
    }
}
