package dev.bellwether.watch;

import java.util.List;

/// Grafana's own alerting: the body of Alertmanager's webhook with more in it. Where a secret is
/// set, its HMAC is required (`X-Grafana-Alerting-Signature`, hexadecimal HMAC-SHA256 of the body,
/// with `timestamp:` before it where a timestamp is sent).
final class GrafanaSender implements Sender {
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
                + " the same under HMAC signature there, and leave the header's name as it is.";
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
        SenderMac.require(
                trust.secret().get(),
                payload.header("x-grafana-alerting-timestamp")
                        .map(time -> SenderMac.join(time + ":", payload.raw()))
                        .orElse(payload.raw()),
                given,
                "X-Grafana-Alerting-Signature");
    }
}
