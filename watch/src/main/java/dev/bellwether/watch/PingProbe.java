package dev.bellwether.watch;

import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.FailedRule;
import java.io.IOException;
import java.net.InetAddress;

/// One ICMP echo. Where the system allows none, the place has no vote and says why.
record PingProbe(CheckSpec.Ping spec) implements Probe {
    @Override
    public ProbeOutcome run(Reach reach, Deadline deadline, Stopwatch watch)
            throws IOException, InterruptedException {
        Icmp icmp = Icmp.ofThisSystem();
        if (icmp == Icmp.FORBIDDEN) {
            return new ProbeOutcome.NotTried(FailedRule.PING.tag() + " " + Icmp.WHY_FORBIDDEN);
        }
        InetAddress address = reach.addresses(spec.host(), deadline, watch).getFirst();
        watch.start();
        if (!icmp.echo(address, deadline)) {
            throw ProbeFailure.either(
                    FailedRule.PING,
                    address.getHostAddress()
                            + " did not answer within "
                            + deadline.timeout().toMillis()
                            + " ms");
        }
        watch.stop(Stopwatch.Phase.CONNECT);
        return new ProbeOutcome.Good(watch.timings());
    }
}
