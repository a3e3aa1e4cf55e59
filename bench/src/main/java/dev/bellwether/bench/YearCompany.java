package dev.bellwether.bench;

import dev.bellwether.incident.IncidentRoom;
import dev.bellwether.model.Actor;
import dev.bellwether.model.Channel;
import dev.bellwether.model.ChannelsSetUp;
import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.EscalationPolicy.Step;
import dev.bellwether.model.EscalationPolicy.Target;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.NotificationRule;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.QuietHours;
import dev.bellwether.model.Restriction;
import dev.bellwether.model.Role;
import dev.bellwether.model.Rotation;
import dev.bellwether.model.ScheduleId;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Urgency;
import dev.bellwether.oncall.OnCall;
import dev.bellwether.oncall.ScheduleDraft;
import dev.bellwether.oncall.ScheduleDraft.LayerDraft;
import dev.bellwether.people.Acceptance;
import dev.bellwether.people.Client;
import dev.bellwether.people.InstanceKey;
import dev.bellwether.people.People;
import dev.bellwether.people.PeopleSettings;
import dev.bellwether.people.Principal;
import dev.bellwether.people.SealedSecrets;
import dev.bellwether.store.Micros;
import dev.bellwether.store.NextDue;
import dev.bellwether.store.Prepared;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreSettings;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;

/// A company of 200 people in 40 teams. Each team has a schedule of fifty people in three layers, a
/// policy of two steps, and three services. All of it is made through the doors of the rooms.
final class YearCompany implements AutoCloseable {
    static final int TEAMS = 40;
    static final int PEOPLE = 200;
    static final int SERVICES_OF_A_TEAM = 3;
    static final Actor CLERK = Actor.automation("bench", "schedule-year");
    static final String DATABASE = "bellwether.db";
    private static final int OWNERS = 2;
    private static final int OF_A_SCHEDULE = 50;
    private static final Prepared DUE =
            Prepared.of(
                    """
                    SELECT min(at) FROM (
                        SELECT min(next_at) AS at FROM alert WHERE next_at IS NOT NULL
                        UNION ALL SELECT min(due_at) FROM service_watch WHERE due_at IS NOT NULL
                        UNION ALL SELECT min(due_at) FROM maintenance WHERE due_at IS NOT NULL
                        UNION ALL SELECT min(due_at) FROM maintenance_reminder WHERE due_at IS NOT NULL)
                    """);
    private static final Client HERE = new Client("127.0.0.1", "bench");

    final Store store;
    final IncidentRoom incidents;
    final People people;
    final OnCall oncall;
    final List<PersonId> persons = new ArrayList<>();
    final List<ScheduleId> schedules = new ArrayList<>();
    private final Map<String, String> codes = new ConcurrentHashMap<>();
    private final NextDue due;

    YearCompany(Path directory, InstantSource clock) {
        this.store = Store.open(StoreSettings.sqlite(directory.resolve(DATABASE)), clock);
        this.due =
                NextDue.of(
                        store,
                        YearCompany::due,
                        "alert",
                        "service_watch",
                        "maintenance",
                        "maintenance_reminder");
        InstanceKey key = InstanceKey.open(directory.resolve("secret.key"));
        this.people = new People(store, clock, key, PeopleSettings.defaults());
        this.incidents = new IncidentRoom(store);
        this.oncall = new OnCall(store, people, new SealedSecrets(key), ChannelsSetUp.all());
    }

    /// Everybody, with a way to be reached and wishes about it.
    void hire() {
        String first = people.invitations().firstStart().orElseThrow().token();
        Principal owner = accept(first, 0);
        persons.add(owner.person().orElseThrow());
        reachable(owner, 0);
        for (int i = 1; i < PEOPLE; i++) {
            String token =
                    people.invitations()
                            .invite(
                                    owner,
                                    name(i),
                                    mail(i),
                                    i < OWNERS ? Role.OWNER : Role.RESPONDER)
                            .token();
            Principal person = accept(token, i);
            persons.add(person.person().orElseThrow());
            reachable(person, i);
        }
    }

    private Principal accept(String token, int i) {
        return people.invitations()
                .accept(token, new Acceptance(name(i), mail(i), "correct horse battery 9"), HERE)
                .session()
                .principal();
    }

    private static String name(int i) {
        return "Person " + i;
    }

    private static String mail(int i) {
        return "person" + i + "@example.com";
    }

    /// By a text after two minutes, by mail at once; every third sleeps over what can wait.
    private void reachable(Principal by, int i) {
        var contacts = people.contacts((person, to, code, expires) -> codes.put(to.id(), code));
        PersonId id = by.person().orElseThrow();
        ContactMethod text = contacts.add(by, id, Channel.SMS, "+4930%07d".formatted(i));
        verify(contacts, by, text.id());
        String mail = people.person(by.organization(), id).orElseThrow().contacts().getFirst().id();
        if (i > 0) {
            contacts.sendCode(by, id, mail);
            verify(contacts, by, mail);
        }
        contacts.rules(
                by,
                id,
                List.of(
                        new NotificationRule("", Urgency.HIGH, Duration.ZERO, mail),
                        new NotificationRule("", Urgency.HIGH, Duration.ofMinutes(2), text.id())));
        if (i % 3 == 0) {
            contacts.quiet(
                    by,
                    id,
                    Optional.of(
                            new QuietHours(
                                    ZoneId.of(zone(i)), LocalTime.of(22, 0), LocalTime.of(7, 0))));
        }
    }

    private void verify(dev.bellwether.people.Contacts contacts, Principal by, String method) {
        if (!contacts.verify(
                by, by.person().orElseThrow(), method, codes.getOrDefault(method, ""))) {
            throw new IllegalStateException("The code of " + method + " was not taken");
        }
    }

    /// Schedules, policies and services; in force from now on.
    void found() {
        for (int team = 0; team < TEAMS; team++) {
            schedules.add(
                    oncall.schedules().make(People.DEFAULT, draft(team, 0), true, CLERK).id());
        }
        for (int team = 0; team < TEAMS; team++) {
            oncall.policies().save(policy(team), CLERK);
            for (int i = 0; i < SERVICES_OF_A_TEAM; i++) {
                incidents
                        .services()
                        .save(
                                new Service(
                                        service(team, i),
                                        People.DEFAULT,
                                        "Service " + i + " of team " + team,
                                        "",
                                        waits(i),
                                        Optional.of(policyId(team))),
                                CLERK);
            }
        }
    }

    /// One service of each team opens after a minute and is well after three.
    private static IncidentPolicy waits(int service) {
        return service == 0
                ? new IncidentPolicy(
                        IncidentPolicy.Publish.AT_ONCE,
                        true,
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(3),
                        false)
                : IncidentPolicy.DEFAULT;
    }

    static ServiceId service(int team, int i) {
        return new ServiceId("team%02d-%d".formatted(team, i));
    }

    static PolicyId policyId(int team) {
        return new PolicyId("team%02d".formatted(team));
    }

    /// The team's schedule; after five minutes the next team's and somebody by name. Every second
    /// takes an acknowledgement for two hours, and every fourth lets wait what is not so bad.
    private EscalationPolicy policy(int team) {
        return new EscalationPolicy(
                policyId(team),
                People.DEFAULT,
                "Team " + team,
                List.of(
                        new Step(
                                List.of(new Target.ToSchedule(schedules.get(team))),
                                Duration.ofMinutes(5)),
                        new Step(
                                List.of(
                                        new Target.ToSchedule(schedules.get((team + 1) % TEAMS)),
                                        new Target.ToPerson(persons.get(team * 5))),
                                Duration.ofMinutes(10))),
                1,
                team % 4 == 3 ? EscalationPolicy.Hurry.BY_PRIORITY : EscalationPolicy.Hurry.HIGH,
                team % 2 == 0 ? Optional.of(Duration.ofHours(2)) : Optional.empty(),
                List.of());
    }

    /// @param edition who comes first in each layer
    ScheduleDraft draft(int team, int edition) {
        var all = new ArrayList<PersonId>();
        for (int i = 0; i < OF_A_SCHEDULE; i++) {
            all.add(persons.get((team * 5 + edition + i) % PEOPLE));
        }
        LocalDate start = LocalDate.parse("2025-01-06");
        return new ScheduleDraft(
                "Schedule " + team,
                "",
                zone(team),
                List.of(
                        layer("Weeks", weekly(start), all),
                        layer(
                                "Nights",
                                new Rotation(Rotation.Unit.HOURLY, 12, start, LocalTime.of(8, 0)),
                                all.subList(0, 10),
                                new Restriction(Set.of(), LocalTime.of(20, 0), LocalTime.of(8, 0))),
                        layer(
                                "Office",
                                new Rotation(Rotation.Unit.DAILY, 1, start, LocalTime.of(9, 0)),
                                all.subList(10, 30),
                                new Restriction(
                                        EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                                        LocalTime.of(9, 0),
                                        LocalTime.of(17, 0)))));
    }

    private static Rotation weekly(LocalDate start) {
        return new Rotation(Rotation.Unit.WEEKLY, 1, start, LocalTime.of(9, 0));
    }

    private static LayerDraft layer(
            String name, Rotation rotation, List<PersonId> people, Restriction... only) {
        return new LayerDraft(Optional.empty(), name, rotation, people, List.of(only));
    }

    private static String zone(int i) {
        return i % 2 == 0 ? "Europe/Berlin" : "America/Chicago";
    }

    /// The instant up to which nothing is due in the rooms; empty when nothing ever is. Their jobs
    /// look each second for what a missed wake-up may have hidden; a replay misses none.
    Optional<Instant> due() {
        return due.get();
    }

    private static Optional<Instant> due(Handle sql) {
        return Optional.of(DUE.number(sql)).filter(at -> at > 0).map(Micros::toInstant);
    }

    @Override
    public void close() {
        store.close();
    }
}
