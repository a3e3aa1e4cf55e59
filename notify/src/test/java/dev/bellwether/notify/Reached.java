package dev.bellwether.notify;

import dev.bellwether.model.AlertId;
import dev.bellwether.model.AlertLinks;
import dev.bellwether.model.Channel;
import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.DeliveryChanged;
import dev.bellwether.model.Directory;
import dev.bellwether.model.Fact;
import dev.bellwether.model.Job;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.Role;
import dev.bellwether.model.Secrets;
import dev.bellwether.store.TestStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// A room whose channels lead to fakes, sending on the caller's thread.
final class Reached implements AutoCloseable {
    static final String BASE = "https://status.example";
    static final String INSTANCE = "the instance's own secret";
    static final String TWILIO_TOKEN = "twilio-auth-token";

    final TestStore test;
    final Notify room;
    final CallbackTokens tokens;

    Reached(TestStore test, ChannelSettings channels) {
        this.test = test;
        this.tokens = new CallbackTokens(channels);
        var settings =
                NotifySettings.of(
                                Optional.empty(),
                                WebhookSettings.of(Sent.SECRET, AddressPolicy.any()))
                        .with(new PlainSecrets())
                        .with(channels);
        this.room =
                new Notify(
                        test.store(),
                        test.clock(),
                        new OneDirectory(),
                        new Links(),
                        settings,
                        Runnable::run,
                        new Random(1));
    }

    /// For what sends nothing.
    static ChannelSettings settings0() {
        return settings("https://provider.example");
    }

    static ChannelSettings settings(FakeProvider fake) {
        return settings(fake.url());
    }

    private static ChannelSettings settings(String url) {
        return new ChannelSettings(
                BASE,
                INSTANCE,
                Optional.of(
                        new ChannelSettings.Twilio(
                                url, "AC0123", TWILIO_TOKEN, "+15005550006", "")),
                new ChannelSettings.Slack(
                        url + "/api", Optional.of("xoxb-1"), Optional.of("slack-secret")),
                Optional.of(
                        new ChannelSettings.Telegram(
                                url, "123:token", Optional.of("telegram-secret"))),
                Optional.of(new ChannelSettings.Pushover(url, "app-token")),
                new ChannelSettings.Ntfy(url, Optional.of("tk_ours")),
                url,
                url,
                "mailto:ops@example.com");
    }

    Reached run() {
        for (int round = 0; round < 4; round++) {
            for (Job job : room.jobs()) {
                job.run(test.clock().instant());
            }
        }
        return this;
    }

    Reached later(Duration time) {
        test.clock().move(time);
        return run();
    }

    void write(Fact... facts) {
        test.store().run(tx -> List.of(facts).forEach(fact -> tx.journal(Sent.ACME, fact)));
    }

    HookAnswer hook(String name, String query, Map<String, String> headers, String body) {
        return room.hook(
                        new HookRequest(
                                name, query, headers, body.getBytes(StandardCharsets.UTF_8)))
                .orElseThrow();
    }

    List<DeliveryChanged> facts() {
        return test.store().journal().read(0, 1_000).stream()
                .filter(line -> line.fact() instanceof DeliveryChanged)
                .map(line -> (DeliveryChanged) line.fact())
                .toList();
    }

    List<DeliveryChanged.State> states() {
        return facts().stream().map(DeliveryChanged::state).toList();
    }

    Delivery only() {
        return room.deliveries().latest(Sent.ACME, Optional.empty(), 10).items().getLast();
    }

    static ContactMethod on(Channel channel, String address) {
        return new ContactMethod("c-" + channel.ordinal(), channel, address, true);
    }

    @Override
    public void close() {
        room.close();
    }

    static final class PlainSecrets implements Secrets {
        @Override
        public String seal(String purpose, String secret) {
            return Base64.getEncoder()
                    .encodeToString((purpose + "|" + secret).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String open(String purpose, String sealed) {
            String text = new String(Base64.getDecoder().decode(sealed), StandardCharsets.UTF_8);
            if (!text.startsWith(purpose + "|")) {
                throw new IllegalArgumentException("for another purpose");
            }
            return text.substring(purpose.length() + 1);
        }
    }

    private static final class Links implements AlertLinks {
        @Override
        public String acknowledge(OrganizationId organization, AlertId alert, PersonId person) {
            return BASE + "/ack/" + organization + "." + alert + "." + person;
        }

        @Override
        public String alert(AlertId alert) {
            return BASE + "/console/alerts/" + alert;
        }

        @Override
        public Optional<Bearer> bearer(String token) {
            String[] parts = token.split("\\.", -1);
            return parts.length != 3
                    ? Optional.empty()
                    : Optional.of(
                            new Bearer(
                                    new OrganizationId(parts[0]),
                                    new AlertId(parts[1]),
                                    new PersonId(parts[2])));
        }
    }

    private record OneDirectory() implements Directory {
        @Override
        public Optional<Person> person(OrganizationId organization, PersonId id) {
            return Optional.of(
                    new Person(
                            id,
                            organization,
                            "Ada",
                            "ada@acme.example",
                            Role.OWNER,
                            true,
                            List.of()));
        }

        @Override
        public List<Person> owners(OrganizationId organization) {
            return List.of();
        }

        @Override
        public List<Person> everybody(OrganizationId organization) {
            return List.of(
                    new Person(
                            Sent.ADA,
                            organization,
                            "Ada",
                            "ada@acme.example",
                            Role.OWNER,
                            true,
                            List.of(on(Channel.NTFY, "acme"))));
        }
    }
}
