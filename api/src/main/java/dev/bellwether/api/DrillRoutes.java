package dev.bellwether.api;

import dev.bellwether.model.AlertId;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.Forbidden;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.PolicyId;
import dev.bellwether.notify.Drill;
import dev.bellwether.notify.DrillPlan;
import dev.bellwether.notify.Drills;
import dev.bellwether.notify.Readiness;
import dev.bellwether.oncall.Policies;
import dev.bellwether.people.People;
import dev.bellwether.people.Scope;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Test pages, and how sure it is that a page would reach people.
final class DrillRoutes {
    private static final String PLAN = "/drill-plan";

    private final Drills drills;
    private final Policies policies;
    private final People people;
    private final InstantSource clock;

    DrillRoutes(Drills drills, Policies policies, People people, InstantSource clock) {
        this.drills = drills;
        this.policies = policies;
        this.people = people;
        this.clock = clock;
    }

    /// The people whom one policy may page, by name or through a schedule.
    ///
    /// @param score the mean of its people, 0 to 100
    record Team(PolicyId policy, String name, int score, int people) {}

    /// @param score the mean of everybody, 0 to 100
    record AllReadiness(int score, List<Readiness> people, List<Team> teams) {}

    record AllDrills(List<Drill> drills) {}

    /// @param everyDays 1 to 90
    /// @param hour 0 to 23, on the clock of `zone`
    record PlanInput(int everyDays, int hour, String zone) {}

    /// @param plan left out when drills begin only by hand
    record Planned(Optional<DrillPlan> plan) {}

    List<Route> routes() {
        return List.of(
                Route.read(
                        "/readiness",
                        "How sure it is that people and teams would be reached",
                        AllReadiness.class,
                        this::readiness),
                Route.read(
                        "/drills",
                        "The test pages of the last 90 days, the newest first",
                        AllDrills.class,
                        call -> new AllDrills(drills.list(call.organization()))),
                Route.read("/drills/{drill}", "Read a drill", Drill.class, this::drill),
                Route.act(
                        "/people/{person}/drill",
                        "Send a test page to a person; it counts when they take it on within ten"
                                + " minutes",
                        Scope.RESPOND,
                        Drill.class,
                        this::begin),
                Route.read(
                        PLAN,
                        "When everybody is drilled by itself",
                        Planned.class,
                        call -> new Planned(drills.plan(call.organization()))),
                Route.replace(
                                PLAN,
                                "Have everybody drilled by itself",
                                Scope.WRITE,
                                PlanInput.class,
                                Planned.class,
                                this::plan)
                        .triedOut(),
                Route.remove(
                        PLAN,
                        "End the drills that begin by themselves",
                        Scope.WRITE,
                        call -> {
                            drills.plan(call.organization(), Optional.empty());
                            return Nothing.INSTANCE;
                        }));
    }

    private AllReadiness readiness(Call call) {
        List<Readiness> all = drills.readiness(call.organization());
        List<Team> teams =
                policies.list(call.organization()).stream()
                        .map(policy -> team(policy, all))
                        .filter(team -> team.people() > 0)
                        .toList();
        return new AllReadiness(Readiness.score(all), all, teams);
    }

    private Team team(EscalationPolicy policy, List<Readiness> all) {
        Set<PersonId> paged = policies.people(policy);
        List<Readiness> team = all.stream().filter(one -> paged.contains(one.person())).toList();
        return new Team(policy.id(), policy.name(), Readiness.score(team), team.size());
    }

    private Drill drill(Call call) {
        AlertId id = call.id("drill", AlertId::new);
        return drills.find(call.organization(), id)
                .orElseThrow(() -> new NotFound("drill", id.value()));
    }

    /// One's own; who may change things drills anybody.
    private Drill begin(Call call) {
        PersonId id = call.id("person", PersonId::new);
        if (!call.principal().is(id) && !call.principal().may(Scope.WRITE)) {
            throw new Forbidden("This needs the right WRITE, for it is about somebody else");
        }
        Person person =
                people.person(call.organization(), id)
                        .orElseThrow(() -> new NotFound("person", id.value()));
        return drills.begin(call.organization(), person);
    }

    private Planned plan(Call call) {
        PlanInput wanted = call.body(PlanInput.class);
        DrillPlan plan =
                DrillPlan.of(wanted.everyDays(), wanted.hour(), wanted.zone(), clock.instant());
        drills.plan(call.organization(), Optional.of(plan));
        return new Planned(Optional.of(plan));
    }
}
