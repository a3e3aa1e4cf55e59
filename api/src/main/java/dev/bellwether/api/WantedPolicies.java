package dev.bellwether.api;

import dev.bellwether.api.SetupDocument.Contact;
import dev.bellwether.api.SetupDocument.PolicyEntry;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.EscalationPolicy.Step;
import dev.bellwether.model.EscalationPolicy.Target;
import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.ScheduleId;
import dev.bellwether.oncall.Policies;
import dev.bellwether.watch.Checks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The escalation policies that a document wants.
final class WantedPolicies {
    private final Set<ScheduleId> schedules;
    private final SetupStanding now;
    private final SetupProblems problems;
    private final Map<PolicyId, EscalationPolicy> policies = new LinkedHashMap<>();

    /// @param schedules that the document makes or changes: what a policy is refused for because of
    ///   them is told when they stand
    WantedPolicies(
            SetupStanding now,
            SetupDocument document,
            Set<ScheduleId> schedules,
            Policies rules,
            SetupProblems problems) {
        this.schedules = schedules;
        this.now = now;
        this.problems = problems;
        SetupProblems.each("policies", document.policies(), (at, entry) -> take(at, entry, rules));
    }

    Map<PolicyId, EscalationPolicy> all() {
        return policies;
    }

    boolean isKnown(PolicyId id) {
        return policies.containsKey(id) || now.policies().containsKey(id);
    }

    private void take(String at, PolicyEntry entry, Policies rules) {
        List<Target> left = there(Optional.ofNullable(now.policies().get(entry.id())));
        var steps = new ArrayList<Step>();
        int before = problems.count();
        for (int i = 0; i < entry.steps().size(); i++) {
            var targets = new ArrayList<Target>();
            var contacts = entry.steps().get(i).targets();
            for (int j = 0; j < contacts.size(); j++) {
                String field = at + ".steps[" + i + "].targets[" + j + "]";
                targets.add(target(field, contacts.get(j), left));
            }
            steps.add(new Step(targets, entry.steps().get(i).delay()));
        }
        var last = new ArrayList<Target>();
        List<Contact> contacts = entry.lastResort().orElse(List.of());
        for (int i = 0; i < contacts.size(); i++) {
            last.add(target(at + ".lastResort[" + i + "]", contacts.get(i), left));
        }
        var policy =
                new EscalationPolicy(
                        entry.id(),
                        now.organization(),
                        entry.name(),
                        steps,
                        entry.repeat().orElse(0),
                        entry.urgency().orElse(EscalationPolicy.Hurry.HIGH),
                        entry.acknowledgeTimeout(),
                        last);
        problems.unique(at, policies.put(entry.id(), policy), "id", entry.id().value());
        if (problems.count() == before) {
            boolean turns = policy.schedules().stream().anyMatch(schedules::contains);
            List<Problem> found =
                    rules.problems(policy).stream()
                            .filter(p -> !turns || !isOfSchedules(p.field(), policy))
                            .toList();
            if (policy.equals(now.policies().get(policy.id()))) {
                // It was good when it was saved; what has gone since is not of this document.
                problems.warn(at, found);
            } else {
                problems.under(at, found);
            }
        }
    }

    private boolean isOfSchedules(String field, EscalationPolicy policy) {
        return field.equals("steps") && !policy.steps().isEmpty()
                || field.endsWith(".schedule") && schedules.containsAll(policy.schedules());
    }

    private static List<Target> there(Optional<EscalationPolicy> policy) {
        var targets = new ArrayList<Target>();
        policy.ifPresent(one -> {
            one.steps().forEach(step -> targets.addAll(step.targets()));
            targets.addAll(one.lastResort());
        });
        return targets;
    }

    private Target target(String field, Contact contact, List<Target> left) {
        return switch (contact) {
            case Contact.Person(var email) -> {
                var person = now.person(email);
                problems.require(
                        person.isPresent(),
                        field + ".email",
                        "'" + email + "' is nobody of this organization; invite them first");
                yield new Target.ToPerson(person.map(p -> p.id()).orElse(new PersonId("x")));
            }
            case Contact.OnCall(var schedule) -> new Target.ToSchedule(schedule);
            case Contact.Webhook(var url) -> {
                if (!url.endsWith(Checks.KEPT)) {
                    yield new Target.ToWebhook(url);
                }
                String host = url.substring(0, url.length() - Checks.KEPT.length());
                var kept =
                        left.stream()
                                .filter(one ->
                                        one instanceof Target.ToWebhook(var there)
                                                && SetupShown.host(there).equals(host))
                                .findFirst();
                problems.require(kept.isPresent(), field + ".url", SetupProblems.TO_KEEP);
                kept.ifPresent(left::remove);
                yield kept.orElse(new Target.ToWebhook(url));
            }
            case Contact.Place(var channel, var address) -> {
                if (!address.endsWith(Checks.KEPT)) {
                    yield new Target.ToChannel(channel, address);
                }
                String shown = address.substring(0, address.length() - Checks.KEPT.length());
                var kept =
                        left.stream()
                                .filter(one ->
                                        one instanceof Target.ToChannel(var of, var there)
                                                && of == channel
                                                && of.form().masked(there).equals(shown))
                                .findFirst();
                problems.require(kept.isPresent(), field + ".address", SetupProblems.TO_KEEP);
                kept.ifPresent(left::remove);
                yield kept.orElse(new Target.ToChannel(channel, address));
            }
        };
    }
}
