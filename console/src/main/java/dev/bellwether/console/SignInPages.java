package dev.bellwether.console;

import dev.bellwether.model.NotFound;
import dev.bellwether.model.Role;
import dev.bellwether.people.Acceptance;
import dev.bellwether.people.Invitation;
import dev.bellwether.people.People;
import dev.bellwether.people.SignInOutcome;
import dev.bellwether.people.SignInOutcome.Refused;
import dev.bellwether.people.SignInOutcome.SignedIn;
import dev.bellwether.people.SignInOutcome.TryLater;
import java.util.Optional;

/// Signing in and out, and the one-time links: for the first owner, for the invited, for a new
/// password.
final class SignInPages {
    /// @param refusal why the attempt before did not succeed
    /// @param unowned nobody owns the installation yet, so nobody can sign in
    record View(Form form, String next, Optional<String> refusal, boolean unowned) {
        View(Form form, String next, Optional<String> refusal) {
            this(form, next, refusal, false);
        }
    }

    record LinkView(Form form, String token, Invitation invitation) {
        boolean asksName() {
            return invitation.purpose() != Invitation.Purpose.NEW_PASSWORD;
        }

        boolean asksEmail() {
            return asksName() && invitation.email().isEmpty();
        }

        String title() {
            return switch (invitation.purpose()) {
                case FIRST_OWNER -> "Welcome to Bellwether";
                case JOIN -> "Join your team on Bellwether";
                case NEW_PASSWORD -> "Choose a new password";
            };
        }
    }

    private final People people;
    private final Sessions sessions;
    private final Cookies cookies;
    private volatile boolean owned;

    SignInPages(People people, Sessions sessions, Cookies cookies) {
        this.people = people;
        this.sessions = sessions;
        this.cookies = cookies;
    }

    void register(Routes routes) {
        routes.openGet("/console/sign-in", this::form);
        routes.openPost("/console/sign-in", this::signIn);
        routes.post("/console/sign-out", Role.VIEWER, this::signOut);
        routes.openGet("/console/first/{token}", this::link);
        routes.openPost("/console/first/{token}", this::accept);
    }

    private Reply form(Guest guest) {
        boolean signedIn = cookies.session(guest.context()).flatMap(sessions::find).isPresent();
        String next = guest.next(guest.query("next"));
        return signedIn
                ? Reply.go(next)
                : page(200, new View(Form.blank(), next, Optional.empty(), isUnowned()));
    }

    /// Asked until there is an owner; the last one cannot be removed.
    private boolean isUnowned() {
        if (owned) {
            return false;
        }
        owned = !people.owners(People.DEFAULT).isEmpty();
        return !owned;
    }

    private Reply signIn(Guest guest) {
        Form form = guest.form();
        String next = guest.next(form.text("next"));
        SignInOutcome outcome =
                people.signIn().signIn(form.text("email"), form.raw("password"), guest.client());
        return switch (outcome) {
            case SignedIn in -> new Reply.Signed(Optional.of(in.token()), next);
            case Refused _ ->
                    page(
                            422,
                            new View(
                                    form,
                                    next,
                                    Optional.of(
                                            "This email address and this password do not belong"
                                                    + " together.")));
            case TryLater later -> {
                long seconds = Math.max(1, later.after().toSeconds());
                guest.context().header("Retry-After", Long.toString(seconds));
                String words =
                        "There were too many attempts to sign in. Please try again in "
                                + Times.about(later.after().plusSeconds(1))
                                + ".";
                yield page(429, new View(form, next, Optional.of(words)));
            }
        };
    }

    private Reply signOut(Visit visit) {
        cookies.session(visit.context()).ifPresent(sessions::end);
        return new Reply.Signed(Optional.empty(), "/console/sign-in");
    }

    private Reply link(Guest guest) {
        return people.invitations()
                .read(guest.token())
                .map(i -> linkPage(200, new LinkView(prefilled(i), guest.token(), i)))
                .orElseGet(SignInPages::spent);
    }

    private Reply accept(Guest guest) {
        Optional<Invitation> invitation = people.invitations().read(guest.token());
        if (invitation.isEmpty()) {
            return spent();
        }
        Form form = guest.form();
        var view = new LinkView(form, guest.token(), invitation.get());
        if (!form.raw("password").equals(form.raw("again"))) {
            form.wrong("again", "is not the same as the password above");
        }
        try {
            return form.submit(() -> signedIn(guest, form, view), () -> linkPage(422, view));
        } catch (NotFound e) {
            return spent();
        }
    }

    private Reply signedIn(Guest guest, Form form, LinkView view) {
        Invitation invitation = view.invitation();
        String name = view.asksName() ? form.text("name") : invitation.name();
        String email = view.asksEmail() ? form.text("email") : invitation.email();
        SignedIn in =
                people.invitations()
                        .accept(
                                guest.token(),
                                new Acceptance(name, email, form.raw("password")),
                                guest.client());
        return new Reply.Signed(Optional.of(in.token()), "/console");
    }

    private static Form prefilled(Invitation invitation) {
        return Form.blank().with("name", invitation.name()).with("email", invitation.email());
    }

    private static Reply page(int status, View view) {
        return new Reply.Page(
                status,
                "",
                (out, frame) -> JtesignInGenerated.render(out, Html.PLAIN, frame.guest(), view));
    }

    private static Reply linkPage(int status, LinkView view) {
        return new Reply.Page(
                status,
                "",
                (out, frame) -> JtefirstGenerated.render(out, Html.PLAIN, frame.guest(), view));
    }

    private static Reply spent() {
        return new Reply.Page(
                404, "", (out, frame) -> JtespentGenerated.render(out, Html.PLAIN, frame.guest()));
    }
}
