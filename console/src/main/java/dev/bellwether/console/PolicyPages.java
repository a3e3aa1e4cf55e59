package dev.bellwether.console;

import dev.bellwether.model.Conflict;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.EscalationPolicy.Target;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.Role;
import dev.bellwether.model.Schedule;
import dev.bellwether.model.ScheduleId;
import dev.bellwether.oncall.PolicyBacktest;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Escalation policies: whom to page, and whom next.
final class PolicyPages {
    static final String HOME = "/console/policies";
    private static final int PEOPLE = 200;
    private static final Duration BACK = Duration.ofDays(30);

    record ListView(
            List<EscalationPolicy> policies,
            Map<PersonId, String> names,
            Map<ScheduleId, String> schedules) {
        /// `Ada, then Grace` in words.
        String steps(EscalationPolicy policy) {
            return String.join(
                    ", then ",
                    policy.steps().stream()
                            .limit(6)
                            .map(step ->
                                    String.join(
                                            " and ",
                                            step.targets().stream().map(this::word).toList()))
                            .toList());
        }

        private String word(Target target) {
            return switch (target) {
                case Target.ToPerson to -> names.getOrDefault(to.person(), "somebody removed");
                case Target.ToSchedule to ->
                        schedules.getOrDefault(to.schedule(), "a schedule that was removed");
                case Target.ToWebhook to -> "webhook " + host(to.url());
                case Target.ToChannel to -> to.channel().title();
            };
        }

        private static String host(String url) {
            try {
                String host = URI.create(url).getHost();
                return host == null ? "" : host;
            } catch (IllegalArgumentException e) {
                return "";
            }
        }
    }

    record FormView(
            Form form,
            Optional<EscalationPolicy> policy,
            List<Option> people,
            List<Option> schedules,
            Optional<PolicyBacktest.Outcome> outcome) {
        int count() {
            return PolicyForm.count(form);
        }

        String action() {
            return policy.map(p -> HOME + "/" + p.id()).orElse(HOME + "/new");
        }

        List<Option> urgencies() {
            return List.of(
                    new Option("HIGH", "Always at once"),
                    new Option("LOW", "It can wait: not in quiet hours"),
                    new Option("BY_PRIORITY", "P1 and P2 at once, the rest can wait"));
        }

        String title() {
            return policy.map(EscalationPolicy::name).orElse("New escalation policy");
        }
    }

    private final Rooms rooms;

    PolicyPages(Rooms rooms) {
        this.rooms = rooms;
    }

    void register(Routes routes) {
        routes.get(HOME, Role.VIEWER, this::list);
        routes.get(HOME + "/new", Role.EDITOR, visit -> form(200, visit, PolicyForm.fresh()));
        routes.post(HOME + "/new", Role.EDITOR, this::create);
        routes.get(HOME + "/{id}", Role.VIEWER, this::show);
        routes.post(HOME + "/{id}", Role.EDITOR, this::save);
        routes.post(HOME + "/{id}/remove", Role.EDITOR, this::remove);
    }

    private Reply list(Visit visit) {
        var names = new HashMap<PersonId, String>();
        people(visit.organization()).forEach(p -> names.put(p.id(), p.name()));
        var schedules =
                rooms.schedules().list(visit.organization()).stream()
                        .collect(Collectors.toMap(Schedule::id, Schedule::name));
        var view = new ListView(rooms.policies().list(visit.organization()), names, schedules);
        return Reply.page(
                "policies",
                (out, frame) -> JtepoliciesGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Reply show(Visit visit) {
        EscalationPolicy policy = find(visit);
        boolean edits = visit.principal().role().atLeast(Role.EDITOR);
        return form(200, visit, PolicyForm.of(policy, edits), policy, null);
    }

    private Reply create(Visit visit) {
        return submit(visit, rooms.policies().newId(), null);
    }

    private Reply save(Visit visit) {
        EscalationPolicy before = find(visit);
        return submit(visit, before.id(), before);
    }

    private Reply submit(Visit visit, PolicyId id, @Nullable EscalationPolicy before) {
        Form form = visit.form();
        List<Person> people = people(visit.organization());
        List<Schedule> schedules = rooms.schedules().list(visit.organization());
        if (form.has("change")) {
            return form(200, visit, PolicyForm.changed(form, people, schedules), before, null);
        }
        EscalationPolicy policy =
                PolicyForm.read(form, id, visit.organization(), people, schedules);
        return form.submit(
                () -> {
                    if (form.checked("try")) {
                        return form(200, visit, form, before, tried(visit, policy));
                    }
                    rooms.policies().save(policy, visit.actor());
                    return Reply.done(HOME, policy.name() + " was saved.");
                },
                () -> form(422, visit, form, before, null));
    }

    private PolicyBacktest.Outcome tried(Visit visit, EscalationPolicy policy) {
        return rooms.oncall().backtest().run(policy, visit.now().minus(BACK), visit.now());
    }

    private Reply remove(Visit visit) {
        EscalationPolicy policy = find(visit);
        try {
            String undo = rooms.policies().remove(visit.organization(), policy.id(), visit.actor());
            return Reply.deleted(HOME, "Deleted " + policy.name() + ".", undo);
        } catch (Conflict e) {
            return Reply.sorry(HOME + "/" + policy.id(), Errors.words(e));
        }
    }

    private Reply form(int status, Visit visit, Form form) {
        return form(status, visit, form, null, null);
    }

    private Reply form(
            int status,
            Visit visit,
            Form form,
            @Nullable EscalationPolicy policy,
            PolicyBacktest.@Nullable Outcome outcome) {
        var reach = new ReachWords(rooms.messages());
        List<Option> people =
                people(visit.organization()).stream()
                        .filter(p -> p.active() || isChosen(form, p))
                        .map(p -> new Option(p.id().value(), reach.option(p)))
                        .toList();
        List<Option> schedules =
                rooms.schedules().list(visit.organization()).stream()
                        .map(s -> new Option(s.id().value(), s.name()))
                        .toList();
        var view =
                new FormView(
                        form,
                        Optional.ofNullable(policy),
                        people,
                        schedules,
                        Optional.ofNullable(outcome));
        return new Reply.Page(
                status,
                "policies",
                (out, frame) -> JtepolicyGenerated.render(out, Html.PLAIN, frame, view));
    }

    private static boolean isChosen(Form form, Person person) {
        for (int i = 0; i < PolicyForm.count(form); i++) {
            if (form.chosen(PolicyForm.field(i, "people"), person.id().value())) {
                return true;
            }
        }
        return false;
    }

    private List<Person> people(OrganizationId organization) {
        return rooms.people().persons(organization, Optional.empty(), PEOPLE).items();
    }

    private EscalationPolicy find(Visit visit) {
        return rooms.policies().get(visit.organization(), visit.id("policy", PolicyId::new));
    }
}
