package dev.bellwether.console;

import dev.bellwether.model.Role;
import dev.bellwether.people.Session;
import dev.bellwether.people.SignIn;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/// What happens around every page: the security headers, the session, the role, the CSRF value, and
/// calm words for what goes wrong. An action is only called when all of that was right.
final class Routes {
    /// The largest form: a set-up as a file, and as text besides.
    private static final long MOST_BYTES = 4 << 20;

    private final RoutesConfig javalin;
    private final Sessions sessions;
    private final SignIn signIn;
    private final GuestForms guestForms;
    private final Pages pages;
    private final InstantSource clock;

    Routes(
            RoutesConfig javalin,
            Sessions sessions,
            SignIn signIn,
            GuestForms guestForms,
            Pages pages,
            InstantSource clock) {
        this.javalin = javalin;
        this.sessions = sessions;
        this.signIn = signIn;
        this.guestForms = guestForms;
        this.pages = pages;
        this.clock = clock;
    }

    /// A page for those who have at least `role`.
    void get(String path, Role role, Action action) {
        javalin.get(path, context -> member(context, role, action));
    }

    /// A form for those who have at least `role`.
    void post(String path, Role role, Action action) {
        javalin.post(path, context -> bounded(context, () -> memberForm(context, role, action)));
    }

    /// A page for anybody.
    void openGet(String path, GuestAction action) {
        javalin.get(path, context -> guest(context, action));
    }

    /// A form for anybody.
    void openPost(String path, GuestAction action) {
        javalin.post(path, context -> bounded(context, () -> guestForm(context, action)));
    }

    private void guestForm(Context context, GuestAction action) {
        if (Requests.isCrossSite(context) || !guestForms.matches(context)) {
            pages.staleForm(context, Optional.empty());
        } else {
            guest(context, action);
        }
    }

    /// Forms are read whole, so one that is too large is refused by what it says of its length,
    /// before any of it is read. Browsers always say it.
    private void bounded(Context context, Runnable form) {
        long length = context.req().getContentLengthLong();
        if (length > MOST_BYTES) {
            unread(context, () -> Errors.tooLarge(MOST_BYTES));
        } else if (length < 0 && context.header("Transfer-Encoding") != null) {
            unread(context, Errors::noLength);
        } else {
            form.run();
        }
    }

    /// What was sent is thrown away first: a connection that is closed upon bytes nobody read takes
    /// the answer with it. Of what is more than that, something may still stand in the connection,
    /// so no other request follows in it.
    private void unread(Context context, Supplier<Reply> refusal) {
        Unread.discard(context.req());
        context.header("Connection", "close");
        pages.answer(context, Optional.empty(), refusal);
    }

    private void guest(Context context, GuestAction action) {
        pages.answer(
                context,
                Optional.empty(),
                () -> action.answer(new Guest(context, clock.instant())));
    }

    private void memberForm(Context context, Role role, Action action) {
        Optional<Session> session = session(context);
        if (session.isEmpty()) {
            pages.toSignIn(context, "/console");
        } else if (Requests.isCrossSite(context) || !matches(context)) {
            pages.staleForm(context, session);
        } else {
            act(context, session.get(), role, action);
        }
    }

    private void member(Context context, Role role, Action action) {
        Optional<Session> session = session(context);
        if (session.isEmpty()) {
            pages.toSignIn(context, Requests.address(context));
        } else {
            act(context, session.get(), role, action);
        }
    }

    private void act(Context context, Session session, Role role, Action action) {
        if (!session.person().role().atLeast(role)) {
            pages.forbidden(context, session, role);
            return;
        }
        Instant now = clock.instant();
        pages.answer(
                context,
                Optional.of(session),
                () -> action.answer(new Visit(context, session, now)));
    }

    private Optional<Session> session(Context context) {
        return pages.cookies().session(context).flatMap(sessions::find);
    }

    private boolean matches(Context context) {
        String sent = context.formParam(GuestForms.FIELD);
        return sent != null
                && pages.cookies()
                        .session(context)
                        .filter(token -> signIn.csrfMatches(token, sent))
                        .isPresent();
    }
}
