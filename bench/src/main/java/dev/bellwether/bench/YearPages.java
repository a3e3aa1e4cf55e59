package dev.bellwether.bench;

import dev.bellwether.model.Alert;
import dev.bellwether.model.AlertId;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.EscalationPolicy.Target;
import dev.bellwether.model.PageDue;
import dev.bellwether.model.PersonId;
import dev.bellwether.people.People;
import dev.bellwether.store.Line;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/// Looks at the pages of a year once it is over: whom should each step have paged, by what the
/// schedules say now of the instant at which it was taken? So it is a proof of their memory too:
/// they were edited meanwhile.
final class YearPages {
    /// @param wrong pages to somebody who was not to be paged
    /// @param forgotten steps that did not page everybody who was
    record Verdict(int wrong, int forgotten) {}

    private record Step(AlertId alert, int step, int loop, Instant at) {}

    private YearPages() {}

    static Verdict of(YearCompany company, YearReplay.Tally tally) {
        Map<Step, Set<PersonId>> paged = new HashMap<>();
        int wrong = 0;
        for (Line line : tally.pages) {
            var page = (PageDue) line.fact();
            var step = new Step(page.alert(), page.step(), page.loop(), line.at());
            paged.computeIfAbsent(step, _ -> new HashSet<>()).add(page.person().orElseThrow());
        }
        int forgotten = 0;
        for (var one : paged.entrySet()) {
            Set<PersonId> wanted = wanted(company, tally, one.getKey());
            wrong += (int) one.getValue().stream().filter(who -> !wanted.contains(who)).count();
            forgotten += one.getValue().containsAll(wanted) ? 0 : 1;
        }
        return new Verdict(wrong, forgotten);
    }

    private static Set<PersonId> wanted(YearCompany company, YearReplay.Tally tally, Step step) {
        Alert alert = Objects.requireNonNull(tally.alerts.get(step.alert()));
        EscalationPolicy policy = company.oncall.policies().get(People.DEFAULT, alert.policy());
        if (step.step() >= policy.steps().size()) {
            var owners = new HashSet<PersonId>();
            company.people.owners(People.DEFAULT).forEach(owner -> owners.add(owner.id()));
            return owners;
        }
        var wanted = new HashSet<PersonId>();
        policy.steps().get(step.step()).targets().stream()
                .flatMap(target -> people(company, target, step.at()))
                .forEach(wanted::add);
        return wanted;
    }

    private static Stream<PersonId> people(YearCompany company, Target target, Instant at) {
        return switch (target) {
            case Target.ToSchedule(var id) ->
                    company.oncall.schedules().onCall(People.DEFAULT, id, at).stream();
            case Target.ToPerson(var person) -> Stream.of(person);
            case Target.ToWebhook _, Target.ToChannel _ -> Stream.empty();
        };
    }
}
