package dev.bellwether.bench;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Channel;
import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.Directory;
import dev.bellwether.model.Impact;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentChanged;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.IncidentStatus;
import dev.bellwether.model.Job;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PageId;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.Update;
import dev.bellwether.model.UpdateId;
import dev.bellwether.notify.AddressPolicy;
import dev.bellwether.notify.MailSettings;
import dev.bellwether.notify.Notify;
import dev.bellwether.notify.NotifySettings;
import dev.bellwether.notify.WebhookSettings;
import dev.bellwether.statuspage.PageSpec;
import dev.bellwether.statuspage.Receipt;
import dev.bellwether.statuspage.StatusPages;
import dev.bellwether.statuspage.SubscriberSettings;
import dev.bellwether.statuspage.Subscribers;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One life of the process that [FanOutBench] kills: a page with subscribers, one update, and all
/// that tells them. It pages somebody on call four times a second meanwhile.
///
/// Arguments: database file, mail port, subscribers, `make` or `tell`.
final class FanOutLife {
    /// Begins every subject of what is told before anything is measured: a server has been running
    /// for long when it tells something.
    static final String WARM = "Warm";

    private static final OrganizationId ORGANIZATION = new OrganizationId("bench");
    private static final OrganizationId BEFORE = new OrganizationId("before");
    private static final int FEW = 1_000;
    private static final Actor BY = Actor.automation("bench", "fan-out");
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration BETWEEN_PAGES = Duration.ofMillis(250);

    private final Store store;
    private final Notify notify;
    private final Subscribers subscribers;
    private final int many;
    private volatile boolean over;

    private FanOutLife(String[] args) {
        InstantSource clock = InstantSource.system();
        this.store = Store.open(StoreSettings.sqlite(Path.of(args[0])), clock);
        this.many = Integer.parseInt(args[2]);
        this.notify =
                new Notify(
                        store,
                        clock,
                        new Nobody(),
                        (organization, alert, person) -> "",
                        NotifySettings.of(
                                Optional.of(
                                        MailSettings.plain(
                                                "127.0.0.1",
                                                Integer.parseInt(args[1]),
                                                "status@bellwether.example")),
                                WebhookSettings.of(
                                        "the secret of a benchmark", AddressPolicy.any())));
        this.subscribers =
                new Subscribers(
                        store,
                        clock,
                        notify.courier(),
                        new NoSecrets(),
                        SubscriberSettings.of(
                                "the secret of a benchmark", "https://status.bellwether.example"));
    }

    public static void main(String[] args) {
        var life = new FanOutLife(args);
        if (args[3].equals("make")) {
            life.make();
        } else {
            life.tell();
        }
        System.exit(0);
    }

    private void make() {
        make(BEFORE, "before", WARM, FEW);
        make(ORGANIZATION, "bench", "Bench", many);
    }

    private void make(OrganizationId organization, String slug, String name, int readers) {
        var page = new StatusPages(store).create(organization, PageSpec.named(slug, name), BY);
        var csv = new StringBuilder("email\n");
        for (int i = 0; i < readers; i++) {
            csv.append("reader").append(i).append("@example.com\n");
        }
        var taken =
                subscribers.take(organization, page.id(), csv.toString(), "they are made up", BY);
        System.out.println("made " + taken.added());
    }

    private void tell() {
        var jobs = new ArrayList<Job>(subscribers.jobs());
        jobs.addAll(notify.jobs());
        jobs.forEach(job -> Thread.ofVirtual().start(() -> loop(job)));
        if (isUntold(ORGANIZATION)) {
            store.run(tx -> tx.journal(BEFORE, news(BEFORE, tx.now())));
            await(BEFORE);
            store.run(tx -> tx.journal(ORGANIZATION, news(ORGANIZATION, tx.now())));
            System.out.println("said " + System.currentTimeMillis());
        }
        Thread.ofVirtual().start(this::page);
        await(ORGANIZATION);
        over = true;
        subscribers.close();
        notify.close();
        System.out.println("ended");
    }

    private boolean isUntold(OrganizationId organization) {
        return subscribers.receipts().latest(organization, pageOf(organization), 1).isEmpty();
    }

    private PageId pageOf(OrganizationId organization) {
        return new StatusPages(store).list(organization).getFirst().id();
    }

    private void loop(Job job) {
        while (!over) {
            job.run(Instant.now());
            pause(PAUSE);
        }
    }

    private void page() {
        var to = new ContactMethod("c", Channel.EMAIL, "oncall@example.com", true);
        while (!over) {
            notify.tell(ORGANIZATION, to, "page " + System.currentTimeMillis(), "Wake up");
            pause(BETWEEN_PAGES);
        }
    }

    private void await(OrganizationId organization) {
        PageId page = pageOf(organization);
        while (true) {
            List<Receipt> told = subscribers.receipts().latest(organization, page, 1);
            if (!told.isEmpty() && told.getFirst().complete() && told.getFirst().waiting() == 0) {
                return;
            }
            pause(Duration.ofMillis(500));
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static IncidentChanged news(OrganizationId organization, Instant now) {
        var update =
                new Update(
                        new UpdateId("u1"),
                        "investigating",
                        "Since 08:00 UTC about **one in ten** payments is declined. We have found that a connection"
                                + " pool is exhausted after this morning's release and are rolling it back.\n\nWe say more"
                                + " within half an hour.",
                        now,
                        now,
                        Optional.empty(),
                        List.of(),
                        BY);
        return new IncidentChanged(
                new Incident(
                        new IncidentId("i1"),
                        organization,
                        "Payments are declined",
                        IncidentStatus.INVESTIGATING,
                        Impact.MAJOR,
                        now,
                        now,
                        now,
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        List.of(update),
                        Optional.empty(),
                        true,
                        Incident.Wheel.PERSON,
                        false),
                IncidentChanged.What.OPENED,
                BY);
    }

    private static final class Nobody implements Directory {
        @Override
        public Optional<Person> person(OrganizationId organization, PersonId id) {
            return Optional.empty();
        }

        @Override
        public List<Person> owners(OrganizationId organization) {
            return List.of();
        }
    }
}
