package dev.bellwether.watch;

import dev.bellwether.model.FailedRule;
import dev.bellwether.model.IpText;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Cache;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.LookupFailedException;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;

/// Looks names up with dnsjava, which waits without holding a carrier thread as
/// `InetAddress.getByName` would. Knows the hosts file. Answers are kept for their own time, at
/// most half a minute; failures are not kept.
final class Names {
    private static final int LONGEST_CACHED_SECONDS = 30;
    private static final int MOST_CACHED = 50_000;
    private final LookupSession session;

    Names(Optional<String> resolver) {
        var cache = new Cache(DClass.IN);
        cache.setMaxCache(LONGEST_CACHED_SECONDS);
        cache.setMaxNCache(0);
        cache.setMaxEntries(MOST_CACHED);
        var builder = LookupSession.defaultBuilder().clearCaches().cache(cache);
        resolver.map(Names::resolver).ifPresent(builder::resolver);
        session = builder.build();
    }

    /// Addresses in the order to be tried: IPv4 first, for many places have no IPv6.
    List<InetAddress> addresses(String host, Deadline deadline)
            throws ProbeFailure, InterruptedException {
        Optional<InetAddress> literal = IpText.parse(host);
        if (literal.isPresent()) {
            return List.of(literal.get());
        }
        if (host.equalsIgnoreCase("localhost")) {
            return List.of(InetAddress.getLoopbackAddress());
        }
        Name name = name(host);
        var four = session.lookupAsync(name, Type.A).toCompletableFuture();
        var six = session.lookupAsync(name, Type.AAAA).toCompletableFuture();
        var found = new ArrayList<InetAddress>();
        Optional<ProbeFailure> failure = Optional.empty();
        for (var lookup : List.of(four, six)) {
            try {
                for (Record answer : answers(lookup, host, deadline)) {
                    address(answer).ifPresent(found::add);
                }
            } catch (ProbeFailure e) {
                failure = failure.or(() -> Optional.of(e));
            }
            if (!found.isEmpty()) {
                return found;
            }
        }
        throw failure.orElseGet(() -> ProbeFailure.of(FailedRule.DNS, host + " has no address"));
    }

    /// Waits for a lookup.
    static List<Record> answers(
            CompletionStage<org.xbill.DNS.lookup.LookupResult> lookup,
            String host,
            Deadline deadline)
            throws ProbeFailure, InterruptedException {
        try {
            return lookup.toCompletableFuture()
                    .get(deadline.remainingMillis(), TimeUnit.MILLISECONDS)
                    .getRecords();
        } catch (TimeoutException e) {
            throw ProbeFailure.either(
                    FailedRule.DNS,
                    host + " was not looked up within " + deadline.timeout().toMillis() + " ms");
        } catch (ExecutionException e) {
            throw failure(host, e.getCause() == null ? e : e.getCause());
        }
    }

    /// @throws IllegalArgumentException when the text is no `host` or `host:port`, or the host
    ///   cannot be found
    static SimpleResolver resolver(String text) {
        HostPort at =
                HostPort.parse(text, 53)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "'" + text + "' is not a resolver such as 9.9.9.9:53"));
        try {
            return resolver(InetAddress.getByName(at.host()), at.port(), Duration.ofSeconds(5));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("The resolver '" + text + "' is not found", e);
        }
    }

    static SimpleResolver resolver(InetAddress address, int port, Duration timeout) {
        var resolver = new SimpleResolver(new InetSocketAddress(address, port));
        resolver.setTimeout(timeout);
        return resolver;
    }

    static Name name(String host) throws ProbeFailure {
        try {
            return Name.fromString(host, Name.root);
        } catch (TextParseException e) {
            throw ProbeFailure.of(FailedRule.DNS, "'" + host + "' is not a domain name");
        }
    }

    private static ProbeFailure failure(String host, Throwable cause) {
        return switch (cause) {
            case NoSuchDomainException _ ->
                    ProbeFailure.of(FailedRule.DNS, host + " does not exist (NXDOMAIN)");
            case NoSuchRRSetException _ ->
                    ProbeFailure.of(FailedRule.DNS, host + " has no such record");
            case LookupFailedException e ->
                    ProbeFailure.either(FailedRule.DNS, host + " cannot be looked up: " + said(e));
            default ->
                    ProbeFailure.either(
                            FailedRule.DNS, host + " cannot be looked up: " + said(cause));
        };
    }

    private static String said(Throwable cause) {
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }

    private static Optional<InetAddress> address(Record answer) {
        return switch (answer) {
            case ARecord a -> Optional.of(a.getAddress());
            case AAAARecord a -> Optional.of(a.getAddress());
            default -> Optional.empty();
        };
    }
}
