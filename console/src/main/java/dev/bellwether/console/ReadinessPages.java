package dev.bellwether.console;

import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.Role;
import dev.bellwether.notify.Drill;
import dev.bellwether.notify.DrillPlan;
import dev.bellwether.notify.Drills;
import dev.bellwether.notify.Readiness;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How sure it is that people would be reached tonight, and the drills that prove it.
final class ReadinessPages {
    static final String HOME = "/console/readiness";
    private static final int READY = 80;
    private static final int PARTLY = 50;

    /// The people whom one policy may page, those behind its schedules among them.
    record Team(String name, int score, int people) {
        String tone() {
            return ReadinessPages.tone(score);
        }
    }

    record Row(Readiness of, Instant now) {
        String tone() {
            return ReadinessPages.tone(of.score());
        }

        String drills() {
            return of.drills() == 0
                    ? "no drill counted yet"
                    : of.acknowledged() + " of " + of.drills() + " in time";
        }

        String last() {
            return of.last().map(drill -> result(drill, now)).orElse("");
        }
    }

    record View(
            List<Row> rows,
            List<Team> teams,
            int score,
            Form plan,
            Optional<DrillPlan> planned,
            boolean mayPlan,
            PersonId me) {
        String tone() {
            return ReadinessPages.tone(score);
        }
    }

    private final Rooms rooms;
    private final Drills drills;

    ReadinessPages(Rooms rooms) {
        this.rooms = rooms;
        this.drills = rooms.messages().drills();
    }

    void register(Routes routes) {
        routes.get(HOME, Role.VIEWER, visit -> page(200, visit, null));
        routes.post(HOME + "/drills/{person}", Role.VIEWER, this::begin);
        routes.post(HOME + "/plan", Role.EDITOR, this::plan);
        routes.post(HOME + "/plan/end", Role.EDITOR, this::endPlan);
    }

    static String tone(int score) {
        return score >= READY ? "good" : score >= PARTLY ? "warn" : "bad";
    }

    static String result(Drill drill, Instant now) {
        if (drill.isUnderWay(now)) {
            return "under way";
        }
        return drill.counts()
                ? "in time"
                : drill.acknowledgedAt().isPresent() ? "late" : "not answered";
    }

    /// One's own; an editor drills anybody.
    private Reply begin(Visit visit) {
        var id = new PersonId(visit.context().pathParam("person"));
        boolean own = visit.session().person().id().equals(id);
        if (!own && !visit.session().person().role().atLeast(Role.EDITOR)) {
            return Reply.sorry(HOME, "You can begin your own drill only.");
        }
        Person person =
                rooms.people()
                        .person(visit.organization(), id)
                        .orElseThrow(() -> new NotFound("person", id.value()));
        try {
            drills.begin(visit.organization(), person);
            return Reply.done(
                    HOME,
                    "A test page goes to " + person.name() + ". It counts when it is answered.");
        } catch (dev.bellwether.model.Conflict e) {
            return Reply.sorry(HOME, Errors.words(e));
        }
    }

    private Reply plan(Visit visit) {
        Form form = visit.form();
        int days = form.whole("everyDays", 1, 90, 7);
        int hour = form.whole("hour", 0, 23, 10);
        return form.submit(
                () -> {
                    drills.plan(
                            visit.organization(),
                            Optional.of(DrillPlan.of(days, hour, form.text("zone"), visit.now())));
                    return Reply.done(HOME, "Drills begin by themselves now.");
                },
                () -> page(422, visit, form));
    }

    private Reply endPlan(Visit visit) {
        drills.plan(visit.organization(), Optional.empty());
        return Reply.done(HOME, "Drills begin only by hand now.");
    }

    private Reply page(int status, Visit visit, @org.jspecify.annotations.Nullable Form submitted) {
        OrganizationId organization = visit.organization();
        List<Readiness> people = drills.readiness(organization);
        Optional<DrillPlan> planned = drills.plan(organization);
        var view =
                new View(
                        people.stream().map(one -> new Row(one, visit.now())).toList(),
                        rooms.policies().list(organization).stream()
                                .map(policy -> team(policy, people))
                                .filter(team -> team.people() > 0)
                                .toList(),
                        Readiness.score(people),
                        submitted == null ? form(planned) : submitted,
                        planned,
                        visit.session().person().role().atLeast(Role.EDITOR),
                        visit.session().person().id());
        return new Reply.Page(
                status,
                "readiness",
                (out, frame) -> JtereadinessGenerated.render(out, Html.PLAIN, frame, view));
    }

    private static Form form(Optional<DrillPlan> planned) {
        return planned.map(plan ->
                        Form.blank()
                                .with("everyDays", plan.everyDays())
                                .with("hour", plan.hour())
                                .with("zone", plan.zone().getId()))
                .orElse(Form.blank().with("everyDays", 7).with("hour", 10).with("zone", "UTC"));
    }

    private Team team(EscalationPolicy policy, List<Readiness> people) {
        Set<PersonId> paged = rooms.policies().people(policy);
        List<Readiness> team = people.stream().filter(one -> paged.contains(one.person())).toList();
        return new Team(policy.name(), Readiness.score(team), team.size());
    }
}
