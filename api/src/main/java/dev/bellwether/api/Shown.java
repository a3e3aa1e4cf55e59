package dev.bellwether.api;

import dev.bellwether.model.Check;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.EscalationPolicy.Step;
import dev.bellwether.model.EscalationPolicy.Target;
import dev.bellwether.model.Person;
import dev.bellwether.model.Slice;
import dev.bellwether.people.Principal;
import dev.bellwether.people.Scope;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// What of a record the asker may see. The path of a webhook's address and the token of a heartbeat
/// let their bearer in, so only those who may change them read them.
final class Shown {
    private static final String HIDDEN = "(kept)";

    private Shown() {}

    static Slice<Person> persons(Slice<Person> slice, Principal to) {
        return new Slice<>(
                slice.items().stream().map(person -> person(person, to)).toList(), slice.next());
    }

    /// Quiet hours and rules say when somebody sleeps: theirs, and the owners'.
    static Person person(Person person, Principal to) {
        boolean mayKnow = to.may(Scope.ADMIN) || to.is(person.id());
        return new Person(
                person.id(),
                person.organization(),
                person.name(),
                person.email(),
                person.role(),
                person.active(),
                person.contacts().stream().map(ContactMethod::masked).toList(),
                mayKnow ? person.rules() : List.of(),
                mayKnow ? person.quiet() : Optional.empty());
    }

    static EscalationPolicy policy(EscalationPolicy policy, Principal to) {
        if (to.may(Scope.WRITE)) {
            return policy;
        }
        return new EscalationPolicy(
                policy.id(),
                policy.organization(),
                policy.name(),
                policy.steps().stream()
                        .map(step ->
                                new Step(
                                        step.targets().stream().map(Shown::target).toList(),
                                        step.delay()))
                        .toList(),
                policy.repeat(),
                policy.urgency(),
                policy.acknowledgeTimeout(),
                policy.lastResort().stream().map(Shown::target).toList());
    }

    private static Target target(Target target) {
        return switch (target) {
            case Target.ToPerson person -> person;
            case Target.ToSchedule schedule -> schedule;
            case Target.ToWebhook(var url) -> new Target.ToWebhook(host(url));
            case Target.ToChannel(var channel, var address) ->
                    new Target.ToChannel(
                            channel, channel.isSecret() ? channel.form().masked(address) : address);
        };
    }

    static Check check(Check check, Principal to) {
        if (to.may(Scope.WRITE) || !(check.spec() instanceof CheckSpec.Heartbeat beat)) {
            return check;
        }
        return check.with(beat.withToken(HIDDEN));
    }

    private static String host(String url) {
        try {
            return URI.create(url).resolve("/").toString() + HIDDEN;
        } catch (IllegalArgumentException e) {
            return HIDDEN;
        }
    }
}
