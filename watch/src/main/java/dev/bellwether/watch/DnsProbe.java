package dev.bellwether.watch;

import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.FailedRule;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.LookupSession;

/// A lookup gives an answer, and all that is expected is among it. Never from a cache of ours.
record DnsProbe(CheckSpec.Dns spec) implements Probe {
    private static final int MOST_SHOWN = 5;

    @Override
    public ProbeOutcome run(Reach reach, Deadline deadline, Stopwatch watch)
            throws IOException, InterruptedException {
        var builder = LookupSession.defaultBuilder().clearCaches();
        if (spec.resolver().isPresent()) {
            HostPort at =
                    HostPort.parse(spec.resolver().get(), 53)
                            .orElseThrow(() ->
                                    ProbeFailure.place(
                                            FailedRule.DNS, "the resolver is not an address"));
            InetAddress address = reach.addresses(at.host(), deadline, watch).getFirst();
            builder.resolver(Names.resolver(address, at.port(), deadline.timeout()));
        }
        Name name = Names.name(spec.name());
        watch.start();
        var lookup = builder.build().lookupAsync(name, Type.value(spec.type()));
        List<Record> records = Names.answers(lookup, spec.type() + " " + spec.name(), deadline);
        watch.stop(Stopwatch.Phase.DNS);
        List<String> answers = records.stream().map(DnsProbe::text).toList();
        if (answers.isEmpty()) {
            throw ProbeFailure.of(
                    FailedRule.DNS, spec.type() + " " + spec.name() + " has no such record");
        }
        for (String expected : spec.expected()) {
            boolean exact = spec.type().equals("TXT");
            if (!answers.contains(exact ? expected : normal(expected))) {
                throw ProbeFailure.of(
                        FailedRule.DNS,
                        spec.type()
                                + " "
                                + spec.name()
                                + " answers "
                                + shown(answers)
                                + " without "
                                + expected);
            }
        }
        return new ProbeOutcome.Good(watch.timings());
    }

    private static String text(Record record) {
        return record instanceof TXTRecord txt
                ? String.join("", txt.getStrings())
                : normal(record.rdataToString());
    }

    private static String normal(String answer) {
        String lower = answer.strip().toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    private static String shown(List<String> answers) {
        return answers.stream().limit(MOST_SHOWN).collect(Collectors.joining(", "))
                + (answers.size() > MOST_SHOWN ? ", …" : "");
    }
}
