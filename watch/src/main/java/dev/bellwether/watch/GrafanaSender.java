package dev.bellwether.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Grafana's own alerting: the body of Alertmanager's webhook with more in it. Where a secret is
/// set, its HMAC is required (`X-Grafana-Alerting-Signature`, hexadecimal HMAC-SHA256 of the body).
/// Where Grafana sends the time as well, in whole seconds since 1970, it stands with a colon before
/// the body, and must be of the last minutes: a message that somebody overheard is not taken again.
final class GrafanaSender implements Sender {
    private static final Duration OLDEST = Duration.ofMinutes(5);
    private static final Pattern SECONDS = Pattern.compile("\\d{1,12}");

    @Override
    public String slug() {
        return "grafana";
    }

    @Override
    public String name() {
        return "Grafana";
    }

    @Override
    public String setup() {
        return "A contact point of the kind Webhook with the address below. With a secret here, set"
                + " the same under HMAC signature there, leave the header's name as it is, and name the"
                + " timestamp header X-Grafana-Alerting-Timestamp.";
    }

    @Override
    public List<InboundEvent> read(InboundPayload payload) {
        return AlertmanagerSender.webhook(payload.json());
    }

    @Override
    public void verify(InboundPayload payload, SenderTrust trust) {
        if (trust.secret().isEmpty()) {
            return;
        }
        String given =
                payload.header("x-grafana-alerting-signature")
                        .orElseThrow(() ->
                                new SenderRefused(
                                        "the header X-Grafana-Alerting-Signature is missing"));
        Optional<String> said = payload.header("x-grafana-alerting-timestamp");
        SenderMac.require(
                trust.secret().get(),
                said.map(time -> SenderMac.join(time + ":", payload.raw())).orElse(payload.raw()),
                given,
                "X-Grafana-Alerting-Signature");
        said.ifPresent(time -> requireFresh(time, trust.now()));
    }

    private static void requireFresh(String time, Instant now) {
        if (!SECONDS.matcher(time).matches()
                || Duration.between(Instant.ofEpochSecond(Long.parseLong(time)), now)
                                .abs()
                                .compareTo(OLDEST)
                        > 0) {
            throw new SenderRefused(
                    "X-Grafana-Alerting-Timestamp '"
                            + time
                            + "' is not within five minutes of "
                            + now);
        }
    }
}
