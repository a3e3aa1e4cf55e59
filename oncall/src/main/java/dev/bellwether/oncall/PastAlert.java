package dev.bellwether.oncall;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Alert;
import dev.bellwether.model.PageDue;
import dev.bellwether.model.PersonId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An alert of the past, as the journal's lines told it. For one thread.
final class PastAlert {
    final Alert alert;
    final Instant at;
    private final List<Page> pages = new ArrayList<>();
    private final List<Instant> quieted = new ArrayList<>();
    private Optional<Answer> answer = Optional.empty();
    private Optional<Instant> over = Optional.empty();

    /// @param decided when the step was taken that asked for it
    /// @param at when it was to leave
    record Page(Instant decided, Instant at, Optional<PersonId> person) {}

    /// The first acknowledgement.
    ///
    /// @param took from the first page to whoever acknowledged; empty when none went to them, who
    ///   had it from elsewhere
    record Answer(Actor actor, Instant at, Optional<Duration> took) {
        Optional<PersonId> person() {
            return actor.kind() == Actor.Kind.PERSON
                    ? Optional.of(new PersonId(actor.id()))
                    : Optional.empty();
        }
    }

    /// @param alert as it was when it began to page
    PastAlert(Alert alert, Instant at) {
        this.alert = alert;
        this.at = at;
    }

    void page(PageDue page, Instant when) {
        pages.add(new Page(when, page.notBefore().orElse(when), page.person()));
    }

    void answered(Actor actor, Instant when) {
        quieted.add(when);
        if (answer.isEmpty()) {
            Optional<Duration> took =
                    pages.stream()
                            .filter(page ->
                                    actor.kind() == Actor.Kind.PERSON
                                            && page.person()
                                                    .filter(p -> p.value().equals(actor.id()))
                                                    .isPresent()
                                            && !page.at().isAfter(when))
                            .findFirst()
                            .map(page -> Duration.between(page.at(), when));
            answer = Optional.of(new Answer(actor, when, took));
        }
    }

    void ended(Instant when) {
        quieted.add(when);
        if (over.isEmpty()) {
            over = Optional.of(when);
        }
    }

    Optional<Instant> over() {
        return over;
    }

    Optional<Answer> answer() {
        return answer;
    }

    /// Those that left: not those which nobody needed any more when their time came.
    List<Page> sent(Instant now) {
        return pages.stream()
                .filter(page ->
                        !page.at().isAfter(now)
                                && quieted.stream()
                                        .noneMatch(q ->
                                                !q.isBefore(page.decided())
                                                        && q.isBefore(page.at())))
                .toList();
    }
}
