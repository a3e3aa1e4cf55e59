package dev.bellwether.statuspage;

import dev.bellwether.model.Courier;
import dev.bellwether.model.Secrets;
import dev.bellwether.model.StatusPage;
import dev.bellwether.store.Json;
import dev.bellwether.store.Store;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Writes each subscriber's own copy of what is told: the same text with their links in it. Safe
/// for many threads.
final class LetterWriter {
    private static final int KEPT = 16;

    private final Store store;
    private final Secrets secrets;
    private final SubscriberLinks links;
    private final SubscriberSettings settings;
    private final Map<String, Words> languages = Words.all();
    private final Words english = Words.load("en");

    /// The announcements that are being told now.
    private final Map<String, Announcement> told = new LinkedHashMap<>(KEPT, 0.75f, true);

    LetterWriter(Store store, Secrets secrets, SubscriberLinks links, SubscriberSettings settings) {
        this.store = store;
        this.secrets = secrets;
        this.links = links;
        this.settings = settings;
    }

    Courier.Mail mail(Letter letter) {
        return letter.fanOut().equals(Letter.ASK) ? question(letter) : news(letter);
    }

    private Courier.Mail news(Letter letter) {
        Announcement told = announcement(letter.fanOut());
        Subscriber to = letter.to().subscriber();
        String leave = links.link(SubscriberLinks.For.UNSUBSCRIBE, to.id());
        String manage = links.link(SubscriberLinks.For.MANAGE, to.id());
        String again = letter.possibleDuplicate() ? told.again() : "";
        return new Courier.Mail(
                letter.key(),
                told.sender(),
                letter.to().address(),
                told.subject(),
                filled(told.plain(), leave, manage, again.isEmpty() ? "" : again + "\n\n"),
                filled(told.html(), leave, manage, again.isEmpty() ? "" : again + "<br>"),
                Optional.of(told.thread()),
                Optional.of(leave),
                letter.possibleDuplicate());
    }

    private static String filled(String text, String leave, String manage, String duplicate) {
        return text.replace(Announcement.UNSUBSCRIBE, leave)
                .replace(Announcement.MANAGE, manage)
                .replace(Announcement.DUPLICATE, duplicate);
    }

    Courier.Post post(Letter letter) {
        Announcement told = announcement(letter.fanOut());
        Subscriber to = letter.to().subscriber();
        String json =
                switch (to.mode()) {
                    case SLACK -> told.slack();
                    case TEAMS -> told.teams();
                    case WEBHOOK, EMAIL ->
                            told.webhook()
                                    .replace(
                                            Announcement.UNSUBSCRIBE,
                                            links.link(SubscriberLinks.For.UNSUBSCRIBE, to.id()));
                };
        return new Courier.Post(
                letter.key(), secrets.open(purpose(to.id()), letter.to().address()), json);
    }

    static String purpose(String subscriber) {
        return "subscriber/" + subscriber;
    }

    /// To somebody who asked to subscribe, or is invited, or does already.
    private Courier.Mail question(Letter letter) {
        Subscriber to = letter.to().subscriber();
        StatusPage page = page(to);
        Words words = words(page);
        boolean active = to.state() == Subscriber.State.ACTIVE;
        String about =
                active ? "already" : to.source() == Subscriber.Source.FORM ? "confirm" : "invite";
        java.time.Instant until = letter.queuedAt().plus(settings.confirmWithin());
        String link =
                active
                        ? links.link(SubscriberLinks.For.MANAGE, to.id())
                        : links.link(SubscriberLinks.For.CONFIRM, to.id(), until);
        String text = words.of(about + ".text", page.name());
        var times = new Times(ZoneId.of(page.timeZone()), words.locale());
        String expires = active ? "" : words.of("confirm.until", times.moment(until));
        String subject = words.of(about + ".subject", page.name());
        return new Courier.Mail(
                letter.key(),
                page.name(),
                letter.to().contact().orElse(letter.to().address()),
                subject,
                text + "\n\n" + link + "\n\n" + expires + "\n",
                LetterFrame.of(
                                words.language(),
                                page.name(),
                                subject,
                                "<p>" + Xml.text(text) + "</p>\n")
                        .button(link, words.of(active ? "letter.manage" : "confirm.button"))
                        .end(expires),
                Optional.empty(),
                Optional.empty(),
                letter.possibleDuplicate());
    }

    Words words(StatusPage page) {
        Words words = languages.get(page.look().language());
        return words == null ? english : words;
    }

    private StatusPage page(Subscriber to) {
        return store.read(sql ->
                sql.createQuery("SELECT body FROM status_page WHERE id = :id AND organization = :o")
                        .bind("id", to.page())
                        .bind("o", to.organization())
                        .mapTo(String.class)
                        .map(body -> Json.read(body, StatusPage.class))
                        .one());
    }

    /// What a fan-out tells.
    Announcement announcement(String id) {
        synchronized (told) {
            Announcement known = told.get(id);
            if (known != null) {
                return known;
            }
        }
        Announcement read = store.read(sql -> FanOutRows.announcement(sql, id)).orElseThrow();
        synchronized (told) {
            told.put(id, read);
            if (told.size() > KEPT) {
                told.remove(told.keySet().iterator().next());
            }
        }
        return read;
    }
}
