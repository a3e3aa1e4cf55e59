package dev.bellwether.oncall;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Alert;
import dev.bellwether.model.AlertId;
import dev.bellwether.model.Channel;
import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.DeliveryChanged;
import dev.bellwether.model.Directory;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.EscalationPolicy.Step;
import dev.bellwether.model.EscalationPolicy.Target;
import dev.bellwether.model.Fact;
import dev.bellwether.model.Impact;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentChanged;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.IncidentStatus;
import dev.bellwether.model.Maintenance;
import dev.bellwether.model.MaintenanceChanged;
import dev.bellwether.model.MaintenanceId;
import dev.bellwether.model.MaintenanceStatus;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PageDue;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.Role;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceChanged;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import dev.bellwether.store.Line;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The room on a store, with people and a clock that tests move.
final class Office implements Directory {
    static final OrganizationId ACME = new OrganizationId("acme");
    static final Actor CLERK = Actor.automation("test", "test");
    static final ServiceId API = new ServiceId("api");
    static final PolicyId POLICY = new PolicyId("policy");
    static final IncidentId OUTAGE = new IncidentId("outage");

    private final TestStore test;
    private final Map<PersonId, Person> people = new LinkedHashMap<>();
    private final Set<Channel> notSetUp = EnumSet.noneOf(Channel.class);

    /// Those of the journal, as far as somebody asked.
    private final List<Line> lines = new ArrayList<>();

    OnCall room;

    Office(TestStore test) {
        this.test = test;
        this.room = new OnCall(test.store(), this, new MirrorSecrets(), this::missing);
        hire("ann", Role.RESPONDER, true);
        hire("bob", Role.RESPONDER, true);
        hire("olga", Role.OWNER, true);
    }

    /// The instance's operator takes a channel's settings away.
    Office withoutChannel(Channel channel) {
        notSetUp.add(channel);
        return this;
    }

    private Optional<String> missing(ContactMethod method) {
        return notSetUp.contains(method.channel())
                ? Optional.of(method.channel().title() + " is not set up")
                : Optional.empty();
    }

    Office hire(Person person) {
        people.put(person.id(), person);
        return this;
    }

    /// Another service that pages by a policy.
    Office service(String id, PolicyId policy) {
        journal(
                new ServiceChanged(
                        new Service(
                                new ServiceId(id),
                                ACME,
                                id,
                                "",
                                IncidentPolicy.DEFAULT,
                                Optional.of(policy)),
                        CLERK));
        return this;
    }

    Office policy(PolicyId id, String... people) {
        room.policies()
                .save(
                        new EscalationPolicy(
                                id,
                                ACME,
                                id.value(),
                                List.of(step(Duration.ofMinutes(5), people)),
                                0),
                        CLERK);
        return this;
    }

    /// An incident of its own, written down and not yet reacted to.
    void tell(String incident, String service, boolean over) {
        journal(
                new IncidentChanged(
                        new Incident(
                                new IncidentId(incident),
                                ACME,
                                service + " is down",
                                over ? IncidentStatus.RESOLVED : IncidentStatus.INVESTIGATING,
                                Impact.CRITICAL,
                                now(),
                                now(),
                                now(),
                                Optional.empty(),
                                Optional.empty(),
                                Map.of(new ServiceId(service), Status.MAJOR_OUTAGE),
                                List.of(),
                                Optional.empty(),
                                true,
                                Incident.Wheel.AUTOMATION,
                                false),
                        over ? IncidentChanged.What.RESOLVED : IncidentChanged.What.OPENED,
                        CLERK));
    }

    Alert alertOf(String incident) {
        return room.alerts().ofIncident(ACME, new IncidentId(incident)).orElseThrow();
    }

    /// What the timeline says of alerts, oldest first.
    List<String> said() {
        return facts(dev.bellwether.model.AlertChanged.class).stream()
                .map(dev.bellwether.model.AlertChanged::note)
                .toList();
    }

    Office hire(String name, Role role, boolean verified) {
        people.put(new PersonId(name), someone(name, role, verified));
        return this;
    }

    static Person someone(String name, Role role, boolean verified) {
        return new Person(
                new PersonId(name),
                ACME,
                name,
                name + "@example.com",
                role,
                true,
                List.of(
                        new ContactMethod("m", Channel.EMAIL, name + "@example.com", verified),
                        new ContactMethod(
                                "n", Channel.WEBHOOK, "https://example.com/" + name, false)));
    }

    static Step step(Duration delay, String... names) {
        return new Step(
                java.util.Arrays.stream(names)
                        .<Target>map(name -> new Target.ToPerson(new PersonId(name)))
                        .toList(),
                delay);
    }

    /// Ann, five minutes later Bob, once more, then the owner.
    Office annThenBob() {
        room.policies()
                .save(
                        new EscalationPolicy(
                                POLICY,
                                ACME,
                                "Shop",
                                List.of(
                                        step(Duration.ofMinutes(5), "ann"),
                                        step(Duration.ofMinutes(5), "bob")),
                                1),
                        CLERK);
        journal(
                new ServiceChanged(
                        new Service(
                                API,
                                ACME,
                                "Checkout API",
                                "",
                                IncidentPolicy.DEFAULT,
                                Optional.of(POLICY)),
                        CLERK));
        return this;
    }

    Office incident(IncidentStatus status, Status state, IncidentChanged.What what) {
        return incident(status, state, what, false);
    }

    Office incident(
            IncidentStatus status, Status state, IncidentChanged.What what, boolean backfilled) {
        journal(
                new IncidentChanged(
                        new Incident(
                                OUTAGE,
                                ACME,
                                "Checkout API is down",
                                status,
                                Impact.of(state),
                                now(),
                                now(),
                                now(),
                                Optional.empty(),
                                Optional.empty(),
                                Map.of(API, state),
                                List.of(),
                                Optional.empty(),
                                true,
                                Incident.Wheel.AUTOMATION,
                                backfilled),
                        what,
                        CLERK));
        return run();
    }

    Office opened() {
        return incident(
                IncidentStatus.INVESTIGATING, Status.MAJOR_OUTAGE, IncidentChanged.What.OPENED);
    }

    Office resolved() {
        return incident(IncidentStatus.RESOLVED, Status.OPERATIONAL, IncidentChanged.What.RESOLVED);
    }

    Office maintenance(MaintenanceStatus status) {
        journal(
                new MaintenanceChanged(
                        new Maintenance(
                                new MaintenanceId("upgrade"),
                                ACME,
                                "Upgrade",
                                status,
                                now(),
                                now(),
                                now(),
                                now().plusSeconds(60),
                                Optional.empty(),
                                Optional.empty(),
                                Set.of(API),
                                List.of(),
                                true),
                        MaintenanceChanged.What.UPDATED,
                        CLERK));
        return run();
    }

    Office delivery(PageDue page, DeliveryChanged.State state) {
        journal(
                new DeliveryChanged(
                        page.delivery(),
                        Optional.of(page.alert()),
                        Optional.of(page.incident()),
                        page.person(),
                        Channel.EMAIL,
                        state,
                        1,
                        false,
                        "250 ok"));
        return run();
    }

    void journal(Fact fact) {
        test.store().run(tx -> tx.journal(ACME, fact));
    }

    Office restart() {
        room = new OnCall(test.store(), this, new MirrorSecrets(), this::missing);
        return this;
    }

    Office run() {
        for (int i = 0; i < 2; i++) {
            room.jobs().forEach(job -> job.run(now()));
        }
        return this;
    }

    Office pass(Duration time) {
        test.clock().move(time);
        return run();
    }

    Instant now() {
        return test.clock().instant();
    }

    Alert alert() {
        return room.alerts().ofIncident(ACME, OUTAGE).orElseThrow();
    }

    AlertId id() {
        return alert().id();
    }

    <T extends Fact> List<T> facts(Class<T> type) {
        long known = lines.isEmpty() ? 0 : lines.getLast().seq();
        lines.addAll(test.store().journal().read(known, 10_000));
        return lines.stream().map(Line::fact).filter(type::isInstance).map(type::cast).toList();
    }

    List<String> paged() {
        return facts(PageDue.class).stream()
                .map(page -> page.person().map(PersonId::value).orElse("webhook"))
                .toList();
    }

    @Override
    public Optional<Person> person(OrganizationId organization, PersonId id) {
        return organization.equals(ACME) ? Optional.ofNullable(people.get(id)) : Optional.empty();
    }

    @Override
    public List<Person> owners(OrganizationId organization) {
        return people.values().stream().filter(p -> p.role() == Role.OWNER).toList();
    }
}
