package dev.bellwether.console;

import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.EscalationPolicy.Step;
import dev.bellwether.model.EscalationPolicy.Target;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Person;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.Schedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// An escalation policy as it stands in a form: steps numbered from 0, each with people, webhooks
/// and a delay. Buttons add, remove and move steps without saving, so that it works without
/// JavaScript.
final class PolicyForm {
    static final int MOST = 20;
    private static final Duration DELAY = Duration.ofMinutes(5);
    private static final List<String> KEPT =
            List.of("name", "repeat", "urgency", "acknowledgeTimeout", "lastResort");

    private PolicyForm() {}

    static Form fresh() {
        return Form.blank()
                .with("count", 1)
                .with("steps[0].delay", Spans.write(DELAY))
                .with("urgency", EscalationPolicy.Hurry.HIGH.name())
                .with("repeat", 2);
    }

    /// @param addresses whether webhook addresses are shown, whose paths may be secret
    static Form of(EscalationPolicy policy, boolean addresses) {
        Form form =
                Form.blank()
                        .with("name", policy.name())
                        .with("repeat", policy.repeat())
                        .with("urgency", policy.urgency().name())
                        .with(
                                "acknowledgeTimeout",
                                policy.acknowledgeTimeout().map(Spans::write).orElse(""))
                        .with("lastResort", PlaceLines.write(policy.lastResort()));
        fill(form, policy.steps());
        for (int i = 0; i < policy.steps().size() && !addresses; i++) {
            form.with(field(i, "places"), "");
        }
        return addresses ? form : form.with("lastResort", "");
    }

    private static Form fill(Form form, List<Step> steps) {
        form.with("count", steps.size());
        for (int i = 0; i < steps.size(); i++) {
            var people = new ArrayList<String>();
            var schedules = new ArrayList<String>();
            for (Target target : steps.get(i).targets()) {
                switch (target) {
                    case Target.ToPerson to -> people.add(to.person().value());
                    case Target.ToSchedule to -> schedules.add(to.schedule().value());
                    case Target.ToWebhook _, Target.ToChannel _ -> {
                        // Written as lines below.
                    }
                }
            }
            form.withAll(field(i, "people"), people)
                    .withAll(field(i, "schedules"), schedules)
                    .with(field(i, "places"), PlaceLines.write(steps.get(i).targets()))
                    .with(field(i, "delay"), Spans.write(steps.get(i).delay()));
        }
        return form;
    }

    static String field(int step, String part) {
        return "steps[" + step + "]." + part;
    }

    static int count(Form form) {
        String text = form.text("count");
        return text.matches("\\d{1,2}") ? Math.clamp(Integer.parseInt(text), 1, MOST) : 1;
    }

    /// The form after a button that changes the steps was pressed; the same when none was.
    static Form changed(Form form, List<Person> people, List<Schedule> schedules) {
        List<Step> steps = new ArrayList<>(steps(form, people, schedules));
        String action = form.text("change");
        int at = action.matches("[a-z]+-\\d{1,2}") ? number(action) : -1;
        if (action.equals("add") && steps.size() < MOST) {
            steps.add(new Step(List.of(), DELAY));
        } else if (action.startsWith("remove-") && at < steps.size() && steps.size() > 1) {
            steps.remove(at);
        } else if (action.startsWith("up-") && at > 0 && at < steps.size()) {
            steps.add(at - 1, steps.remove(at));
        }
        Form after = Form.blank();
        for (String kept : KEPT) {
            after.with(kept, form.raw(kept));
        }
        return fill(after, steps);
    }

    static EscalationPolicy read(
            Form form,
            PolicyId id,
            OrganizationId organization,
            List<Person> people,
            List<Schedule> schedules) {
        return new EscalationPolicy(
                id,
                organization,
                form.text("name"),
                steps(form, people, schedules),
                form.whole("repeat", 0, 100, 0),
                form.choice("urgency", EscalationPolicy.Hurry.class, EscalationPolicy.Hurry.HIGH),
                form.optional("acknowledgeTimeout")
                        .map(_ -> form.span("acknowledgeTimeout", Duration.ofHours(1))),
                PlaceLines.read(form, "lastResort"));
    }

    private static List<Step> steps(Form form, List<Person> people, List<Schedule> schedules) {
        var steps = new ArrayList<Step>();
        for (int i = 0; i < count(form); i++) {
            var targets = new ArrayList<Target>();
            for (Schedule schedule : schedules) {
                if (form.chosen(field(i, "schedules"), schedule.id().value())) {
                    targets.add(new Target.ToSchedule(schedule.id()));
                }
            }
            for (Person person : people) {
                if (form.chosen(field(i, "people"), person.id().value())) {
                    targets.add(new Target.ToPerson(person.id()));
                }
            }
            targets.addAll(PlaceLines.read(form, field(i, "places")));
            steps.add(new Step(targets, form.span(field(i, "delay"), DELAY)));
        }
        return steps;
    }

    private static int number(String action) {
        return Integer.parseInt(action.substring(action.indexOf('-') + 1));
    }
}
