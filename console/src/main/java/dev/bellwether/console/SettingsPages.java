package dev.bellwether.console;

import dev.bellwether.analytics.HistoryHealth;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.Organization;
import dev.bellwether.model.Role;
import dev.bellwether.notify.Mail;
import dev.bellwether.people.ApiToken;
import dev.bellwether.people.IssuedToken;
import dev.bellwether.people.Scope;
import dev.bellwether.store.Node;
import dev.bellwether.store.StoreHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The organization's name, its API tokens, and how the installation does.
final class SettingsPages {
    static final String HOME = "/console/settings";

    /// @param webhookSecret for owners: what receivers check signatures with
    record View(
            Form form,
            Organization organization,
            ConsoleSettings settings,
            boolean shared,
            List<Node> nodes,
            StoreHealth store,
            HistoryHealth history,
            int tokens,
            Optional<String> webhookSecret) {}

    record TokensView(Form form, List<ApiToken> tokens, Optional<IssuedToken> issued) {
        List<Option> scopes() {
            return Arrays.stream(Scope.values()).map(s -> new Option(s.name(), means(s))).toList();
        }

        static String means(Scope scope) {
            return switch (scope) {
                case READ -> "Read everything but secrets";
                case RESPOND -> "Act on incidents and alerts";
                case WRITE -> "Change services, checks, pages and policies";
                case ADMIN -> "Manage people, tokens and settings";
            };
        }

        static String word(Scope scope) {
            return scope.name().toLowerCase(Locale.ROOT);
        }
    }

    private final Rooms rooms;
    private final ConsoleSettings settings;

    SettingsPages(Rooms rooms, ConsoleSettings settings) {
        this.rooms = rooms;
        this.settings = settings;
    }

    void register(Routes routes) {
        routes.get(HOME, Role.VIEWER, this::show);
        routes.post(HOME, Role.OWNER, this::rename);
        routes.post(HOME + "/test-mail", Role.OWNER, this::testMail);
        routes.get(HOME + "/tokens", Role.OWNER, visit -> tokens(200, visit, fresh()));
        routes.post(HOME + "/tokens", Role.OWNER, this::issue);
        routes.post(HOME + "/tokens/{id}/revoke", Role.OWNER, this::revoke);
    }

    private Reply show(Visit visit) {
        return page(200, visit, Form.blank().with("name", organization(visit).name()));
    }

    private Reply rename(Visit visit) {
        Form form = visit.form();
        return form.submit(
                () -> {
                    rooms.people().rename(visit.principal(), form.text("name"));
                    return Reply.done(HOME, "The name was saved.");
                },
                () -> page(422, visit, form));
    }

    private Reply testMail(Visit visit) {
        String to = visit.session().person().email();
        rooms.messages()
                .mail(
                        visit.organization(),
                        new Mail(
                                to,
                                "Bellwether can send mail",
                                "This is the test mail you asked for on the settings page.\n"
                                        + settings.address("/console/settings")));
        return Reply.done(
                DeliveryPages.HOME,
                "A test mail to " + to + " is on its way. What became of it is shown here.");
    }

    private Reply issue(Visit visit) {
        Form form = visit.form();
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (Scope scope : Scope.values()) {
            if (form.chosen("scopes", scope.name())) {
                scopes.add(scope);
            }
        }
        Optional<Instant> expires = expiry(form, visit.now());
        return form.submit(
                () -> {
                    IssuedToken issued =
                            rooms.people()
                                    .tokens()
                                    .issue(visit.principal(), form.text("name"), scopes, expires);
                    return tokensPage(200, visit, fresh(), Optional.of(issued));
                },
                () -> tokens(422, visit, form));
    }

    private static Optional<Instant> expiry(Form form, Instant now) {
        int days = form.whole("days", 1, 3650, 0);
        return days == 0 ? Optional.empty() : Optional.of(now.plus(Duration.ofDays(days)));
    }

    private Reply revoke(Visit visit) {
        rooms.people().tokens().revoke(visit.principal(), visit.context().pathParam("id"));
        return Reply.done(HOME + "/tokens", "The token was revoked and does not work any more.");
    }

    private static Form fresh() {
        return Form.blank().withAll("scopes", List.of(Scope.READ.name()));
    }

    private Reply tokens(int status, Visit visit, Form form) {
        return tokensPage(status, visit, form, Optional.empty());
    }

    private Reply tokensPage(int status, Visit visit, Form form, Optional<IssuedToken> issued) {
        var view = new TokensView(form, rooms.people().tokens().list(visit.principal()), issued);
        return new Reply.Page(
                status,
                "settings",
                (out, frame) -> JtetokensGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Reply page(int status, Visit visit, Form form) {
        boolean owner = visit.principal().role().atLeast(Role.OWNER);
        var view =
                new View(
                        form,
                        organization(visit),
                        settings,
                        rooms.store().isShared(),
                        rooms.store().isShared() ? rooms.store().nodes().list() : List.of(),
                        rooms.store().health(),
                        rooms.history().health(),
                        owner ? rooms.people().tokens().list(visit.principal()).size() : 0,
                        owner
                                ? Optional.of(rooms.messages().webhookSecret(visit.organization()))
                                : Optional.empty());
        return new Reply.Page(
                status,
                "settings",
                (out, frame) -> JtesettingsGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Organization organization(Visit visit) {
        return rooms.people()
                .organization(visit.organization())
                .orElseThrow(() -> new NotFound("organization", visit.organization().value()));
    }
}
