package dev.bellwether.watch;

import java.util.List;
import java.util.Optional;

/// Every kind of sender that is known. A new one is one file and one line here.
public final class Senders {
    private static final List<Sender> ALL =
            List.of(
                    new PagerDutySender(),
                    new OpsgenieSender(),
                    new AlertmanagerSender(),
                    new GrafanaSender(),
                    new DatadogSender(),
                    new SentrySender(),
                    new CloudWatchSender(),
                    new UptimeKumaSender(),
                    new GatusSender(),
                    new StatuspageSender(),
                    new MappedSender(InboundMapping.USUAL));

    private Senders() {}

    public static List<Sender> all() {
        return ALL;
    }

    public static Optional<Sender> of(String slug) {
        return ALL.stream().filter(sender -> sender.slug().equals(slug)).findFirst();
    }

    static List<String> slugs() {
        return ALL.stream().map(Sender::slug).toList();
    }
}
