package dev.bellwether.oncall;

import dev.bellwether.model.Channel;
import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.EscalationPolicy.Target;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.Telling;
import dev.bellwether.model.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The pages of one step: who is told, by what, and when. Pure.
///
/// Quiet hours put a page of low urgency off until they end; they never drop it.
record Callout(Roster roster, Instant now) {
    /// A target that can be reached is paged once, even when it is named twice; a person by each of
    /// their notification rules.
    List<AlertEffect.Page> pages(Escalating alert, List<Target> targets, int step, int loop) {
        return new LinkedHashSet<>(roster.resolved(targets))
                .stream().flatMap(target -> pages(alert, target, step, loop)).toList();
    }

    /// How long until the first of them leaves. A step waits for its answer from then on: whoever
    /// has not been told cannot have failed to answer.
    static Duration untilFirst(List<AlertEffect.Page> pages) {
        return pages.stream()
                .map(AlertEffect.Page::after)
                .min(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private Stream<AlertEffect.Page> pages(Escalating alert, Target target, int step, int loop) {
        Urgency urgency = alert.alert().handling().urgency();
        return switch (target) {
            case Target.ToWebhook(var url) ->
                    Stream.of(place(alert, target, Channel.WEBHOOK, url, step, loop));
            case Target.ToChannel(var channel, var address) ->
                    Stream.of(place(alert, target, channel, address, step, loop));
            // Resolved to persons before.
            case Target.ToSchedule _ -> Stream.empty();
            case Target.ToPerson(var id) ->
                    person(id).stream()
                            .flatMap(person ->
                                    person.tellings(urgency).stream()
                                            .map(telling ->
                                                    new AlertEffect.Page(
                                                            DeliveryIds.of(
                                                                    alert,
                                                                    target,
                                                                    step,
                                                                    loop,
                                                                    telling.rule()),
                                                            Optional.of(id),
                                                            telling.methods(),
                                                            step,
                                                            loop,
                                                            after(person, urgency, telling))));
        };
    }

    private static AlertEffect.Page place(
            Escalating alert, Target target, Channel channel, String address, int step, int loop) {
        return new AlertEffect.Page(
                DeliveryIds.of(alert, target, step, loop, Telling.NO_RULE),
                Optional.empty(),
                List.of(new ContactMethod("place", channel, address, true)),
                step,
                loop,
                Duration.ZERO);
    }

    private Optional<Person> person(PersonId id) {
        return Optional.ofNullable(roster.people().get(id))
                .or(() ->
                        roster.owners().stream()
                                .filter(owner -> owner.id().equals(id))
                                .findFirst());
    }

    private Duration after(Person person, Urgency urgency, Telling telling) {
        Instant wanted = now.plus(telling.after());
        return Duration.between(now, person.quietUntil(urgency, wanted).orElse(wanted));
    }
}
