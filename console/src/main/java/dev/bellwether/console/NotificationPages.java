package dev.bellwether.console;

import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.NotificationRule;
import dev.bellwether.model.QuietHours;
import dev.bellwether.model.Role;
import dev.bellwether.model.Urgency;
import dev.bellwether.people.Wishes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How somebody wants to be told: rules, quiet hours, and a test of one method.
final class NotificationPages {
    private static final String HOME = MePages.HOME;
    private static final int LONGEST = 60;

    private final Rooms rooms;
    private final MePages me;

    NotificationPages(Rooms rooms, MePages me) {
        this.rooms = rooms;
        this.me = me;
    }

    void register(Routes routes) {
        routes.post(HOME + "/rules", Role.VIEWER, this::addRule);
        routes.post(HOME + "/rules/{rule}/remove", Role.VIEWER, this::removeRule);
        routes.post(HOME + "/quiet", Role.VIEWER, this::quiet);
        routes.post(HOME + "/quiet/end", Role.VIEWER, this::endQuiet);
        routes.post(HOME + "/contacts/{contact}/test", Role.VIEWER, this::test);
    }

    private Reply addRule(Visit visit) {
        Form form = visit.form();
        Urgency urgency = form.choice("urgency", Urgency.class, Urgency.HIGH);
        int minutes = form.whole("after", 0, LONGEST, 0);
        return form.submit(
                () -> {
                    var rules = new ArrayList<>(me.person(visit).rules());
                    rules.add(
                            new NotificationRule(
                                    "",
                                    urgency,
                                    Duration.ofMinutes(minutes),
                                    form.text("contact")));
                    save(visit, rules);
                    return Reply.done(HOME, "The rule was added.");
                },
                () -> me.page(422, visit, MePages.Forms.BLANK.rule(form)));
    }

    private Reply removeRule(Visit visit) {
        String id = visit.context().pathParam("rule");
        List<NotificationRule> left =
                me.person(visit).rules().stream().filter(rule -> !rule.id().equals(id)).toList();
        save(visit, left);
        return Reply.done(
                HOME,
                left.isEmpty()
                        ? "No rule is left: you are told at once, by your first method."
                        : "The rule was removed.");
    }

    private void save(Visit visit, List<NotificationRule> rules) {
        me.contacts().rules(visit.principal(), MePages.me(visit), rules);
    }

    private Reply quiet(Visit visit) {
        Form form = visit.form();
        return form.submit(
                () -> {
                    QuietHours hours =
                            Wishes.quiet(form.text("zone"), form.text("from"), form.text("to"));
                    me.contacts().quiet(visit.principal(), MePages.me(visit), Optional.of(hours));
                    return Reply.done(HOME, "Your quiet hours were saved.");
                },
                () -> me.page(422, visit, MePages.Forms.BLANK.quiet(form)));
    }

    private Reply endQuiet(Visit visit) {
        me.contacts().quiet(visit.principal(), MePages.me(visit), Optional.empty());
        return Reply.done(HOME, "You have no quiet hours.");
    }

    private Reply test(Visit visit) {
        String id = MePages.contact(visit);
        ContactMethod method =
                me.person(visit).contacts().stream()
                        .filter(one -> one.id().equals(id) && one.verified())
                        .findFirst()
                        .orElseThrow(() -> new NotFound("contact method", id));
        rooms.messages()
                .tell(
                        visit.organization(),
                        method,
                        "Test from Bellwether",
                        "This is what a message looks like here. You need not do anything.");
        return Reply.done(
                HOME,
                "A test was sent by " + Words.of(method) + ". Messages says what became of it.");
    }
}
