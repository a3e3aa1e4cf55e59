package dev.bellwether.console;

import dev.bellwether.model.Alert;
import dev.bellwether.model.AlertId;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Person;
import dev.bellwether.model.Role;
import dev.bellwether.oncall.Told;
import java.util.List;
import java.util.Optional;

/// Alerts: who was told, who has it.
final class AlertPages {
    static final String HOME = "/console/alerts";
    private static final int PAGE = 30;

    /// Somebody who was to be told, by name; a place by its channel.
    ///
    /// @param steps how many the policy has
    record ToldRow(String who, Told told, int steps) {
        /// The channel, where it is not the name already.
        String by() {
            return told.channel().map(Words::of).filter(by -> !by.equals(who)).orElse("");
        }

        /// `step 2, round 2`, or `last resort`.
        String step() {
            if (steps > 0 && told.step() >= steps) {
                return "last resort";
            }
            return "step "
                    + (told.step() + 1)
                    + (told.loop() > 0 ? ", round " + (told.loop() + 1) : "");
        }

        String state() {
            return told.state().map(Words::of).orElse("Due");
        }

        String tone() {
            return told.state().map(Words::tone).orElse("dim");
        }
    }

    record AlertView(Alert alert, List<ToldRow> told, String policy) {
        /// `Ada Byron, Email`, in the order they were told.
        String names() {
            return String.join(", ", told.stream().map(ToldRow::who).distinct().limit(5).toList());
        }
    }

    /// Which alerts are listed.
    enum Which {
        OPEN,
        MINE,
        ALL
    }

    record ListView(Which which, List<AlertView> alerts, Optional<String> next, boolean begun) {}

    private final Rooms rooms;

    AlertPages(Rooms rooms) {
        this.rooms = rooms;
    }

    void register(Routes routes) {
        routes.get(HOME, Role.VIEWER, this::list);
        routes.post(HOME + "/{id}/acknowledge", Role.RESPONDER, this::acknowledge);
        routes.post(HOME + "/{id}/resolve", Role.RESPONDER, this::resolve);
        routes.post(HOME + "/{id}/close", Role.RESPONDER, this::close);
    }

    Optional<AlertView> ofIncident(OrganizationId organization, IncidentId incident) {
        return rooms.alerts().ofIncident(organization, incident).map(a -> view(organization, a));
    }

    AlertView view(OrganizationId organization, Alert alert) {
        Optional<EscalationPolicy> policy = rooms.policies().find(organization, alert.policy());
        int steps = policy.map(p -> p.steps().size()).orElse(0);
        List<ToldRow> told =
                rooms.alerts().told(organization, alert.id()).stream()
                        .map(t -> new ToldRow(who(organization, t), t, steps))
                        .toList();
        return new AlertView(
                alert, told, policy.map(EscalationPolicy::name).orElse("a removed policy"));
    }

    private String who(OrganizationId organization, Told told) {
        return told.person()
                .map(id ->
                        rooms.people()
                                .person(organization, id)
                                .map(Person::name)
                                .orElse("somebody removed"))
                .or(() -> told.channel().map(Words::of))
                .orElse("A channel");
    }

    private Reply list(Visit visit) {
        Which which =
                switch (visit.query("view")) {
                    case "all" -> Which.ALL;
                    case "mine" -> Which.MINE;
                    default -> Which.OPEN;
                };
        OrganizationId organization = visit.organization();
        List<Alert> shown;
        Optional<String> next;
        if (which == Which.ALL) {
            var slice = rooms.alerts().list(organization, visit.optional("next"), PAGE);
            shown = slice.items();
            next = slice.next().map(n -> Links.to(HOME, "view", "all", "next", n));
        } else {
            int from = Paging.from(visit);
            List<Alert> part =
                    which == Which.MINE
                            ? Paging.cut(
                                    rooms.alerts()
                                            .open(organization, visit.session().person().id()),
                                    from,
                                    PAGE + 1)
                            : rooms.alerts().open(organization, from, PAGE + 1);
            shown = Paging.cut(part, 0, PAGE);
            next =
                    part.size() > PAGE
                            ? Optional.of(
                                    Links.to(
                                            HOME,
                                            "view",
                                            which == Which.MINE ? "mine" : "",
                                            "from",
                                            "" + (from + PAGE)))
                            : Optional.empty();
        }
        boolean begun = !visit.query("next").isEmpty() || Paging.from(visit) > 0;
        var view =
                new ListView(
                        which,
                        shown.stream().map(a -> view(organization, a)).toList(),
                        next,
                        begun);
        return Reply.page(
                "alerts", (out, frame) -> JtealertsGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Reply acknowledge(Visit visit) {
        Alert alert = rooms.alerts().get(visit.organization(), id(visit));
        Alert after = rooms.alerts().acknowledge(visit.organization(), alert.id(), visit.actor());
        String by = after.acknowledgedBy().map(a -> a.name()).orElse("somebody");
        boolean mine = after.acknowledgedBy().filter(visit.actor()::equals).isPresent();
        return Reply.done(
                IncidentPages.HOME + "/" + alert.incident(),
                mine
                        ? "You have it. Nobody else is paged."
                        : "It was acknowledged by " + by + " already.");
    }

    private Reply resolve(Visit visit) {
        Alert alert = rooms.alerts().get(visit.organization(), id(visit));
        rooms.alerts().resolve(visit.organization(), alert.id(), visit.actor());
        return Reply.done(
                IncidentPages.HOME + "/" + alert.incident(),
                "The alert is closed. Its incident stays as it is.");
    }

    /// From the alert's own page, perhaps with a reason.
    private Reply close(Visit visit) {
        AlertId id = id(visit);
        try {
            rooms.alerts()
                    .resolve(visit.organization(), id, visit.actor(), visit.form().text("reason"));
            return Reply.done(HOME + "/" + id, "The alert is closed. Its incident stays as it is.");
        } catch (Conflict e) {
            return Reply.sorry(HOME + "/" + id, Errors.words(e));
        }
    }

    private static AlertId id(Visit visit) {
        return visit.id("alert", AlertId::new);
    }
}
