package dev.bellwether.watch;

import dev.bellwether.model.CheckSpec;
import java.io.IOException;

/// One way to test a target, once. Runs on a virtual thread and may block; whatever it holds open
/// is closed by the deadline's watchdog when time is up.
interface Probe {
    /// @throws ProbeFailure when a rule does not hold
    /// @throws IOException when the connection fails; read as a failure, or as a timeout when the
    ///   deadline is over
    ProbeOutcome run(Reach reach, Deadline deadline, Stopwatch watch)
            throws IOException, InterruptedException;

    /// The probe for a kind of check. A new kind is one file and one line here.
    ///
    /// @throws IllegalArgumentException for kinds that are known and not probed
    static Probe of(CheckSpec spec) {
        return switch (spec) {
            case CheckSpec.Http http -> new HttpProbe(http);
            case CheckSpec.Tcp tcp -> new TcpProbe(tcp);
            case CheckSpec.Tls tls -> new TlsProbe(tls);
            case CheckSpec.Dns dns -> new DnsProbe(dns);
            case CheckSpec.Ping ping -> new PingProbe(ping);
            case CheckSpec.Heartbeat heartbeat -> throw stated(heartbeat);
            case CheckSpec.ProviderPage page -> throw stated(page);
        };
    }

    /// The host whose probes are bounded together.
    static String host(CheckSpec spec) {
        return switch (spec) {
            case CheckSpec.Http http ->
                    HttpTarget.parse(http.url()).map(HttpTarget::host).orElse("");
            case CheckSpec.Tcp tcp -> tcp.host();
            case CheckSpec.Tls tls -> tls.host();
            case CheckSpec.Dns dns -> dns.resolver().orElse("the resolver");
            case CheckSpec.Ping ping -> ping.host();
            case CheckSpec.Heartbeat _, CheckSpec.ProviderPage _ -> "";
        };
    }

    /// Whether the kind is known from what others say, without a probe.
    static boolean isStated(CheckSpec spec) {
        return spec instanceof CheckSpec.Heartbeat || spec instanceof CheckSpec.ProviderPage;
    }

    private static IllegalArgumentException stated(CheckSpec spec) {
        return new IllegalArgumentException(spec.getClass().getSimpleName() + " is not probed");
    }
}
