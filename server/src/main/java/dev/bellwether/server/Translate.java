package dev.bellwether.server;

import dev.bellwether.analytics.EventRegions;
import dev.bellwether.analytics.EventSettings;
import dev.bellwether.analytics.HistorySettings;
import dev.bellwether.api.ApiSettings;
import dev.bellwether.console.ConsoleSettings;
import dev.bellwether.notify.MailSettings;
import dev.bellwether.notify.NotifySettings;
import dev.bellwether.notify.WebhookSettings;
import dev.bellwether.people.Argon2Hasher;
import dev.bellwether.people.InstanceKey;
import dev.bellwether.people.SealedSecrets;
import dev.bellwether.statuspage.BucketSettings;
import dev.bellwether.statuspage.Locks;
import dev.bellwether.statuspage.PageSettings;
import dev.bellwether.statuspage.SubscriberSettings;
import dev.bellwether.store.Nodes;
import dev.bellwether.store.StoreSettings;
import dev.bellwether.watch.Networks;
import dev.bellwether.watch.ProviderSettings;
import dev.bellwether.watch.WatchSettings;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The configuration in the words of each room.
final class Translate {
    /// Passwords of private pages looked at at the same time; each takes 19 MiB meanwhile.
    static final int PASSWORDS_AT_ONCE = 2;

    private Translate() {}

    static StoreSettings store(Settings settings) {
        Settings.Database database = settings.store();
        String url =
                database.url().isEmpty()
                        ? "jdbc:sqlite:" + DataDirectory.database(settings.data())
                        : database.url();
        return new StoreSettings(
                url, optional(database.user()), optional(database.password()), database.readers());
    }

    static Nodes.NodeName node(Settings settings, String keyMark) {
        Settings.Server server = settings.server();
        return new Nodes.NodeName(
                server.nodeName().isEmpty() ? hostName() : server.nodeName(),
                Version.text(),
                server.nodeUrl(),
                keyMark);
    }

    static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "node";
        }
    }

    /// The address that people know.
    static URI url(Settings settings) {
        String url = settings.server().url();
        return URI.create(url.isEmpty() ? "http://localhost:" + settings.server().port() : url);
    }

    static Networks networks(Settings settings) {
        List<String> allowed = settings.watch().allowPrivate();
        if (allowed.isEmpty()) {
            return Networks.publicOnly();
        }
        return allowed.contains("0.0.0.0/0") ? Networks.all() : Networks.allowing(allowed);
    }

    static WatchSettings watch(Settings settings) {
        WatchSettings standard = WatchSettings.defaults();
        return new WatchSettings(
                settings.watch().place(),
                networks(settings),
                settings.watch().controlTargets(),
                standard.probesInFlight(),
                standard.probesPerHost(),
                standard.resolver(),
                standard.keepEvidence(),
                userAgent(settings, "uptime check; "));
    }

    /// Says who asks and where to complain.
    private static String userAgent(Settings settings, String what) {
        String agent = settings.watch().userAgent();
        if (!agent.isEmpty()) {
            return agent;
        }
        String program = "Bellwether/" + Version.text();
        String full = program + " (" + what + "+" + url(settings).toASCIIString() + ")";
        return full.length() <= 200 ? full : program;
    }

    static ProviderSettings providers(Settings settings) {
        ProviderSettings standard =
                ProviderSettings.standard(Version.text(), url(settings).toString());
        return new ProviderSettings(
                switch (settings.watch().providers()) {
                    case ALL -> ProviderSettings.Poll.ALL;
                    case FOLLOWED -> ProviderSettings.Poll.FOLLOWED;
                    case NONE -> ProviderSettings.Poll.NONE;
                },
                standard.interval(),
                standard.whileOpen(),
                standard.inFlight(),
                standard.deadline(),
                standard.maxBytes(),
                userAgent(settings, ""));
    }

    static Optional<Path> catalogue(Settings settings) {
        String file = settings.watch().catalogue();
        return file.isEmpty() ? Optional.empty() : Optional.of(Path.of(file));
    }

    static HistorySettings history(Settings settings) {
        HistorySettings standard = HistorySettings.in(DataDirectory.history(settings.data()));
        Duration raw = settings.retention();
        return new HistorySettings(
                standard.file(),
                raw,
                longer(standard.hourly(), raw),
                longer(standard.daily(), raw),
                standard.buffer(),
                standard.memory(),
                standard.threads(),
                standard.queryLimit());
    }

    static EventSettings events(Settings settings) {
        EventSettings own = EventSettings.in(DataDirectory.events(settings.data()));
        return settings.events()
                .clickHouse()
                .map(url -> own.at(url, settings.events().memory()))
                .orElse(own);
    }

    static EventRegions regions(Settings settings) {
        Path all = DataDirectory.events(settings.data()).resolve("regions");
        Map<String, EventSettings> stores = new HashMap<>();
        settings.events()
                .regions()
                .forEach((name, url) ->
                        stores.put(
                                name,
                                EventSettings.in(all.resolve(name))
                                        .at(url, settings.events().memory())));
        return new EventRegions(stores, settings.events().sites());
    }

    static NotifySettings notify(Settings settings, InstanceKey key) {
        Settings.Smtp smtp = settings.smtp();
        Optional<MailSettings> mail =
                smtp.host().isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                new MailSettings(
                                        smtp.host(),
                                        smtp.port(),
                                        switch (smtp.tls()) {
                                            case NONE -> MailSettings.Security.NONE;
                                            case STARTTLS -> MailSettings.Security.STARTTLS;
                                            case TLS -> MailSettings.Security.TLS;
                                        },
                                        optional(smtp.user()),
                                        optional(smtp.password()),
                                        smtp.from(),
                                        Duration.ofSeconds(10),
                                        8,
                                        smtp.bulk()));
        return NotifySettings.of(
                        mail,
                        WebhookSettings.of(key.secret("webhooks"), networks(settings)::allows))
                .with(new SealedSecrets(key))
                .with(
                        settings.channels()
                                .settings(
                                        url(settings).toString().replaceAll("/+$", ""),
                                        key.secret("channels"),
                                        settings.smtp().from()));
    }

    static PageSettings pages(Settings settings, InstanceKey key) {
        String directory = settings.page().directory();
        Settings.Bucket bucket = settings.page().bucket();
        var pages =
                new PageSettings(
                        Optional.of(DataDirectory.pages(settings.data())),
                        directory.isEmpty() ? Optional.empty() : Optional.of(Path.of(directory)),
                        bucket.url().isEmpty()
                                ? Optional.empty()
                                : Optional.of(
                                        new BucketSettings(
                                                URI.create(bucket.url()),
                                                bucket.prefix(),
                                                bucket.region(),
                                                bucket.accessKey(),
                                                bucket.secretKey())),
                        url(settings).toString(),
                        settings.page().unknownHost() == Settings.UnknownHost.NOTHING,
                        new Locks(new Argon2Hasher(PASSWORDS_AT_ONCE), key.secret("pages")),
                        Optional.empty());
        // Without mail nobody could confirm; without an address of our own the form goes to
        // whoever serves the page.
        return settings.smtp().host().isEmpty()
                ? pages
                : pages.withSubscribers(settings.server().url().replaceAll("/+$", ""));
    }

    static SubscriberSettings subscribers(Settings settings, InstanceKey key) {
        return SubscriberSettings.of(key.secret("subscribers"), url(settings).toString());
    }

    static ApiSettings api(Settings settings) {
        Settings.Limits limits = settings.limits();
        return new ApiSettings(
                Version.text(), limits.requestSize(), limits.perToken(), limits.perAddress());
    }

    static ConsoleSettings console(Settings settings) {
        Settings.Smtp smtp = settings.smtp();
        return new ConsoleSettings(
                url(settings),
                Version.text(),
                smtp.host().isEmpty()
                        ? Optional.empty()
                        : Optional.of(smtp.host() + ":" + smtp.port()),
                false);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static Optional<String> optional(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
