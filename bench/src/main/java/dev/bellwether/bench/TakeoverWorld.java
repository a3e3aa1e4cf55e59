package dev.bellwether.bench;

import dev.bellwether.incident.IncidentRoom;
import dev.bellwether.model.Actor;
import dev.bellwether.model.Channel;
import dev.bellwether.model.ChannelsSetUp;
import dev.bellwether.model.Check;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.Fact;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.NotificationRule;
import dev.bellwether.model.PageDue;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import dev.bellwether.model.Urgency;
import dev.bellwether.model.VerdictChanged;
import dev.bellwether.oncall.OnCall;
import dev.bellwether.people.Acceptance;
import dev.bellwether.people.Client;
import dev.bellwether.people.InstanceKey;
import dev.bellwether.people.People;
import dev.bellwether.people.PeopleSettings;
import dev.bellwether.people.Principal;
import dev.bellwether.people.SealedSecrets;
import dev.bellwether.store.Line;
import dev.bellwether.store.Node;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreSettings;
import dev.bellwether.watch.Checks;
import dev.bellwether.watch.Networks;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the nodes of [Takeover] work on, seen from outside through the same database.
final class TakeoverWorld implements AutoCloseable {
    private static final Actor BY = Actor.automation("bench", "takeover");

    private final Store store;
    private final IncidentRoom incidents;
    private final People people;
    private final InstanceKey key;
    private final Set<String> due = new HashSet<>();
    private final Map<CheckId, Status> last = new HashMap<>();
    private long repeated;
    private long read;

    /// @param keyFile made here, and given to every node
    TakeoverWorld(StoreSettings settings, Path keyFile, InstantSource clock) {
        this.store = Store.open(settings, clock);
        this.incidents = new IncidentRoom(store);
        this.key = InstanceKey.open(keyFile);
        this.people = new People(store, clock, this.key, PeopleSettings.defaults());
    }

    /// How often a failing service pages: the person by mail and by a webhook of their own, and a
    /// webhook of the team.
    static final int CHANNELS = 3;

    /// One person, `services` with a policy each, `services` services with `perService` checks
    /// each.
    void build(
            int services,
            int perService,
            Duration interval,
            String webhook,
            TakeoverTargets targets) {
        String token = people.invitations().firstStart().orElseThrow().token();
        Principal owner =
                people.invitations()
                        .accept(
                                token,
                                new Acceptance(
                                        "Ada", "ada@bench.example", "correct horse battery 9"),
                                new Client("127.0.0.1", "bench"))
                        .session()
                        .principal();
        PersonId ada = owner.person().orElseThrow();
        tellByMailAndWebhook(owner, ada, webhook);
        var policies =
                new OnCall(store, people, new SealedSecrets(key), ChannelsSetUp.all()).policies();
        var step =
                new EscalationPolicy.Step(
                        List.of(
                                new EscalationPolicy.Target.ToPerson(ada),
                                new EscalationPolicy.Target.ToWebhook(webhook)),
                        Duration.ofHours(12));
        var checks =
                new Checks(
                        store,
                        Networks.all(),
                        (organization, provider) -> false,
                        new SealedSecrets(key));
        for (int service = 0; service < services; service++) {
            var id = new ServiceId("service%04d".formatted(service));
            // One each: a storm of one policy would be one page.
            var policy = new PolicyId("policy%04d".formatted(service));
            policies.save(
                    new EscalationPolicy(policy, People.DEFAULT, "bench", List.of(step), 0), BY);
            incidents
                    .services()
                    .save(
                            new Service(
                                    id,
                                    People.DEFAULT,
                                    "Service " + service,
                                    "",
                                    IncidentPolicy.DEFAULT,
                                    Optional.of(policy)),
                            BY);
            for (int i = 0; i < perService; i++) {
                int check = service * perService + i;
                checks.save(
                        new Check(
                                new CheckId("check%05d".formatted(check)),
                                People.DEFAULT,
                                id,
                                "Check " + check,
                                CheckSpec.Http.get(targets.address(check)),
                                interval,
                                Duration.ofSeconds(5),
                                Optional.empty(),
                                Status.MAJOR_OUTAGE,
                                new Check.Recovery(1, Duration.ofSeconds(1)),
                                List.of(),
                                false),
                        BY);
            }
        }
    }

    /// Both at once: here the time is real, and nobody waits for a second rule.
    private void tellByMailAndWebhook(Principal by, PersonId ada, String webhook) {
        var codes = new HashMap<String, String>();
        var contacts = people.contacts((person, to, code, expires) -> codes.put(to.id(), code));
        String mail =
                people.person(by.organization(), ada).orElseThrow().contacts().getFirst().id();
        String own = contacts.add(by, ada, Channel.WEBHOOK, webhook).id();
        if (!contacts.verify(by, ada, own, codes.getOrDefault(own, ""))) {
            throw new IllegalStateException("The person's webhook was not verified");
        }
        contacts.rules(
                by,
                ada,
                List.of(
                        new NotificationRule("", Urgency.HIGH, Duration.ZERO, mail),
                        new NotificationRule("", Urgency.HIGH, Duration.ZERO, own)));
    }

    /// Nodes that hold shards of the checks, when all shards are held; 0 otherwise.
    int sharing() {
        List<Long> held =
                store.nodes().list().stream()
                        .map(TakeoverWorld::shards)
                        .filter(shards -> shards > 0)
                        .toList();
        return held.stream().mapToLong(Long::longValue).sum() == 64 ? held.size() : 0;
    }

    /// Shards of the checks that the node of this name holds.
    long shards(String name) {
        return store.nodes().list().stream()
                .filter(node -> node.name().equals(name))
                .mapToLong(TakeoverWorld::shards)
                .sum();
    }

    private static long shards(Node node) {
        return node.leases().stream().filter(lease -> lease.startsWith("watch/")).count();
    }

    int openIncidents() {
        return incidents.incidents().open(People.DEFAULT).size();
    }

    /// The pages that were due since the last call.
    Set<String> takeDue() {
        look();
        var taken = Set.copyOf(due);
        due.clear();
        return taken;
    }

    int dueSoFar() {
        look();
        return due.size();
    }

    Set<String> peekDue() {
        look();
        return Set.copyOf(due);
    }

    /// Verdicts that said what the check's verdict before had said already.
    long repeatedVerdicts() {
        look();
        return repeated;
    }

    private void look() {
        List<Line> lines;
        do {
            lines = store.journal().read(read, 500);
            lines.forEach(line -> {
                read = line.seq();
                note(line.fact());
            });
        } while (!lines.isEmpty());
    }

    private void note(Fact fact) {
        if (fact instanceof PageDue page) {
            due.add(page.delivery().value());
        }
        if (fact instanceof VerdictChanged verdict) {
            Status before = last.put(verdict.check(), verdict.status());
            repeated += verdict.status().equals(before) ? 1 : 0;
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
