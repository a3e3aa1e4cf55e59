package dev.bellwether.people;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// What sign-ins are counted by. The pair of account and address is strict. The account alone is
/// lenient, because a stranger elsewhere must not lock its owner out: a whole botnet gets one guess
/// a minute. The address alone stops one machine from trying many accounts.
record SignInKeys(Throttles.Key account, Throttles.Key address, Throttles.Key pair) {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Throttle.Rule ACCOUNT =
            new Throttle.Rule(20, FIRST, Duration.ofMinutes(1));
    private static final Throttle.Rule ADDRESS =
            new Throttle.Rule(50, FIRST, Duration.ofMinutes(15));
    private static final Throttle.Rule PAIR = new Throttle.Rule(5, FIRST, Duration.ofMinutes(15));

    static SignInKeys of(String email, Client client) {
        String account = Tokenized.hash(email);
        String network = network(client.address());
        return new SignInKeys(
                new Throttles.Key("account:" + account, ACCOUNT),
                new Throttles.Key("address:" + network, ADDRESS),
                new Throttles.Key("pair:" + account + ":" + network, PAIR));
    }

    List<Throttles.Key> all() {
        return List.of(account, address, pair);
    }

    /// An IPv4 address itself; of an IPv6 address the first 64 bits, for a customer owns the rest.
    static String network(String address) {
        try {
            InetAddress parsed = InetAddress.ofLiteral(address);
            return parsed instanceof Inet6Address six
                    ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), 8))
                    : parsed.getHostAddress();
        } catch (IllegalArgumentException e) {
            return "unknown";
        }
    }
}
