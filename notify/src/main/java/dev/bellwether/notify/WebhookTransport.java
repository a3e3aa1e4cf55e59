package dev.bellwether.notify;

import dev.bellwether.model.Channel;
import java.time.Instant;
import java.time.InstantSource;

/// Signed JSON by POST.
final class WebhookTransport implements Transport {
    private final WebhookSettings settings;
    private final InstantSource clock;
    private final WebhookSignature signature;
    private final HttpPosts posts;

    WebhookTransport(
            WebhookSettings settings,
            InstantSource clock,
            WebhookSignature signature,
            Lookup lookup) {
        this.settings = settings;
        this.clock = clock;
        this.signature = signature;
        this.posts = new HttpPosts("webhooks", settings, clock, lookup, parallelPerTarget());
    }

    @Override
    public Channel channel() {
        return Channel.WEBHOOK;
    }

    @Override
    public int parallel() {
        return settings.parallel();
    }

    @Override
    public int parallelPerTarget() {
        return Math.max(1, settings.parallel() / 4);
    }

    @Override
    public Outcome send(Parcel parcel) {
        Instant now = clock.instant();
        String body = WebhookBody.of(parcel, now);
        Outbound message = parcel.message();
        return posts.send(
                parcel.address(),
                body,
                headers ->
                        headers.put(
                                        WebhookSignature.HEADER,
                                        signature.sign(message.organization(), now, body))
                                .put("Bellwether-Event", parcel.key()));
    }

    @Override
    public void close() {
        posts.close();
    }
}
