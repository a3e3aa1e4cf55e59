package dev.bellwether.notify;

import dev.bellwether.model.AlertLinks;
import dev.bellwether.model.Channel;
import dev.bellwether.store.Store;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The channels of this instance: one line each. What is not set up says so and gives up at once.
final class Channels implements AutoCloseable {
    private final HttpCalls calls;
    private final List<Transport> transports;
    private final Map<String, Hook> hooks = new LinkedHashMap<>();
    private final Supplier<Vapid> vapid;

    Channels(
            NotifySettings settings,
            Store store,
            InstantSource clock,
            Lookup lookup,
            WebhookSignature signature,
            AlertLinks links,
            HookDesk desk) {
        ChannelSettings with = settings.channels();
        this.calls =
                new HttpCalls(
                        settings.webhook().timeout(),
                        settings.webhook().addresses(),
                        clock,
                        lookup);
        this.vapid = Vapid.once(store, settings.secrets(), with.pushSubject());
        var tokens = new CallbackTokens(with);
        Optional<TwilioChannel.Account> twilio =
                with.twilio().map(t -> new TwilioChannel.Account(with, t, tokens));
        this.transports =
                List.of(
                        settings.mail()
                                .<Transport>map(mail -> new EmailTransport(mail, clock, lookup))
                                .orElse(new NotSetUp(Channel.EMAIL, "smtp.host")),
                        new WebhookTransport(settings.webhook(), clock, signature, lookup),
                        http(Channel.SMS, twilio.map(SmsChannel::new), "channels.twilio"),
                        http(Channel.VOICE, twilio.map(VoiceChannel::new), "channels.twilio"),
                        http(new SlackChannel(with.slack(), tokens)),
                        http(new TeamsChannel()),
                        http(new DiscordChannel()),
                        http(
                                Channel.TELEGRAM,
                                with.telegram().map(t -> new TelegramChannel(t, tokens)),
                                "channels.telegram.token"),
                        http(new MattermostChannel()),
                        http(new NtfyChannel(with.ntfy())),
                        http(
                                Channel.PUSHOVER,
                                with.pushover().map(p -> new PushoverChannel(with, p, tokens)),
                                "channels.pushover.token"),
                        http(new PagerDutyChannel(with)),
                        http(new OpsgenieChannel(with)),
                        http(new WebPushChannel(vapid, clock)));
        var all = new ArrayList<Hook>();
        with.twilio().ifPresent(t -> all.addAll(TwilioHook.all(with, t, tokens, desk)));
        with.slack()
                .signingSecret()
                .ifPresent(secret -> all.add(new SlackHook(secret, links, tokens, desk, clock)));
        with.telegram()
                .flatMap(ChannelSettings.Telegram::webhookSecret)
                .ifPresent(secret -> all.add(new TelegramHook(secret, tokens, desk)));
        with.pushover().ifPresent(p -> all.add(new PushoverHook(p, tokens, desk, calls)));
        all.forEach(hook -> hooks.put(hook.name(), hook));
    }

    private Transport http(HttpChannel channel) {
        return new HttpTransport(channel, calls);
    }

    private Transport http(Channel channel, Optional<? extends HttpChannel> kind, String settings) {
        return kind.<Transport>map(this::http).orElse(new NotSetUp(channel, settings));
    }

    List<Transport> transports() {
        return transports;
    }

    /// What somebody can be reached by here.
    List<Channel> available() {
        return transports.stream()
                .filter(t -> !(t instanceof NotSetUp))
                .map(Transport::channel)
                .toList();
    }

    /// What is not set up here, without which this method reaches nobody.
    Optional<String> missing(Channel channel, String address) {
        return transports.stream()
                .filter(transport -> transport.channel() == channel)
                .findFirst()
                .map(transport -> transport.missing(address))
                .orElse(Optional.of(channel.title() + " is no channel of this instance"));
    }

    Optional<Hook> hook(String name) {
        return Optional.ofNullable(hooks.get(name));
    }

    String pushKey() {
        return vapid.get().publicKey();
    }

    @Override
    public void close() {
        calls.close();
    }
}
