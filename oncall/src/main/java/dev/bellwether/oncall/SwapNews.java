package dev.bellwether.oncall;

import dev.bellwether.model.Actor;
import dev.bellwether.model.DeliveryId;
import dev.bellwether.model.Directory;
import dev.bellwether.model.MessageDue;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.Schedule;
import dev.bellwether.model.ShiftSwap;
import dev.bellwether.model.Telling;
import dev.bellwether.model.Urgency;
import dev.bellwether.store.Tx;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Tells the two of a swap what became of it: whoever is asked that they are, whoever asked what
/// was answered. As they want to be told what can wait, and after their quiet hours; it is no page.
final class SwapNews {
    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH);
    private static final String ANSWER = "Accept or decline it in the console, under My shifts.";

    private final Directory directory;

    SwapNews(Directory directory) {
        this.directory = directory;
    }

    void tell(Tx tx, ShiftSwap swap, Actor actor) {
        switch (swap.state()) {
            case ASKED -> tell(tx, swap, swap.to(), actor, name(swap, swap.from()) + " asks you");
            case ACCEPTED ->
                    tell(tx, swap, swap.from(), actor, name(swap, swap.to()) + " accepted");
            case DECLINED ->
                    tell(tx, swap, swap.from(), actor, name(swap, swap.to()) + " declined");
            case WITHDRAWN ->
                    tell(tx, swap, swap.to(), actor, name(swap, swap.from()) + " took it back");
            case EXPIRED ->
                    tell(tx, swap, swap.from(), actor, name(swap, swap.to()) + " did not answer");
        }
    }

    /// Whoever did it knows.
    private void tell(Tx tx, ShiftSwap swap, PersonId to, Actor actor, String what) {
        boolean knows = actor.kind() == Actor.Kind.PERSON && actor.id().equals(to.value());
        Optional<Person> person = directory.person(swap.organization(), to);
        if (knows || person.isEmpty()) {
            return;
        }
        List<Telling> tellings = person.get().tellings(Urgency.LOW);
        if (tellings.isEmpty()) {
            return;
        }
        Optional<Instant> quiet = person.get().quietUntil(Urgency.LOW, tx.now());
        tx.journal(
                swap.organization(),
                new MessageDue(
                        new DeliveryId(
                                "swap-"
                                        + swap.id()
                                        + "-"
                                        + swap.state().name().toLowerCase(Locale.ROOT)),
                        to,
                        tellings.getFirst().methods(),
                        "Shift swap: " + what,
                        text(tx.sql(), swap),
                        quiet));
    }

    private String text(Handle sql, ShiftSwap swap) {
        Optional<Schedule> schedule = ScheduleRows.find(sql, swap.organization(), swap.schedule());
        ZoneId zone = schedule.map(Schedule::zone).map(ZoneId::of).orElse(ZoneId.of("UTC"));
        var text = new StringBuilder();
        schedule.ifPresent(found -> text.append("Schedule: ").append(found.name()).append('\n'));
        text.append(name(swap, swap.from())).append(" gives ").append(time(swap.gives(), zone));
        text.append(" to ").append(name(swap, swap.to())).append(".\n");
        swap.takes()
                .ifPresentOrElse(
                        takes ->
                                text.append(name(swap, swap.from()))
                                        .append(" takes ")
                                        .append(time(takes, zone))
                                        .append(".\n"),
                        () -> text.append("Nothing is asked in return.\n"));
        if (!swap.note().isEmpty()) {
            text.append(swap.note()).append('\n');
        }
        if (swap.state() == ShiftSwap.State.ASKED) {
            text.append(ANSWER);
        }
        return text.toString().strip();
    }

    private static String time(ShiftSwap.Time time, ZoneId zone) {
        return WHEN.format(time.start().atZone(zone))
                + " to "
                + WHEN.format(time.end().atZone(zone))
                + " ("
                + zone.getId()
                + ")";
    }

    private String name(ShiftSwap swap, PersonId id) {
        return directory.person(swap.organization(), id).map(Person::name).orElse(id.value());
    }
}
