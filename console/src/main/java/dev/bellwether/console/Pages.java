package dev.bellwether.console;

import dev.bellwether.model.Conflict;
import dev.bellwether.model.Forbidden;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.Role;
import dev.bellwether.people.Session;
import dev.bellwether.people.SignIn;
import dev.bellwether.store.StoreUnavailable;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns a [Reply], or what went wrong instead, into the answer of a request.
final class Pages {
    private static final Logger LOG = LoggerFactory.getLogger(Pages.class);

    private final Assets assets;
    private final Cookies cookies;
    private final GuestForms guestForms;
    private final SignIn signIn;
    private final Supplier<List<String>> troubles;
    private final ConsoleSettings settings;
    private final InstantSource clock;

    Pages(
            Assets assets,
            Cookies cookies,
            GuestForms guestForms,
            SignIn signIn,
            Supplier<List<String>> troubles,
            ConsoleSettings settings,
            InstantSource clock) {
        this.assets = assets;
        this.cookies = cookies;
        this.guestForms = guestForms;
        this.signIn = signIn;
        this.troubles = troubles;
        this.settings = settings;
        this.clock = clock;
    }

    Cookies cookies() {
        return cookies;
    }

    void answer(Context context, Optional<Session> session, Supplier<Reply> action) {
        Reply reply;
        try {
            reply = action.get();
        } catch (NotFound e) {
            reply = Errors.notFound();
        } catch (Forbidden e) {
            reply = Errors.forbidden(Errors.words(e));
        } catch (Conflict e) {
            reply = Errors.conflict(Errors.words(e));
        } catch (InvalidInput e) {
            reply = Errors.invalid(e);
        } catch (StoreUnavailable e) {
            reply = Errors.storeGone();
        } catch (RuntimeException e) {
            reply = broken(context, e);
        }
        try {
            send(context, session, reply);
        } catch (RuntimeException e) {
            send(context, session, broken(context, e));
        }
    }

    void toSignIn(Context context, String next) {
        Headers.secure(context, settings.secure());
        String to = "/console/sign-in";
        if (!next.equals("/console")) {
            to += "?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
        }
        context.redirect(to, HttpStatus.SEE_OTHER);
    }

    void staleForm(Context context, Optional<Session> session) {
        send(context, session, Errors.staleForm());
    }

    void forbidden(Context context, Session session, Role needed) {
        send(context, Optional.of(session), Errors.needs(needed, session.person().role()));
    }

    void send(Context context, Optional<Session> session, Reply reply) {
        Headers.secure(context, settings.secure());
        switch (reply) {
            case Reply.Page page -> {
                var text = new StringOutput(16_384);
                Frame frame = frame(context, session, page.section());
                page.template().accept(new OwaspHtmlTemplateOutput(text), frame);
                context.status(page.status())
                        .contentType("text/html; charset=utf-8")
                        .result(text.toString());
            }
            case Reply.Go go -> {
                go.flash().ifPresent(flash -> cookies.flash(context, flash));
                context.redirect(go.to(), HttpStatus.SEE_OTHER);
            }
            case Reply.Signed signed -> {
                if (signed.token().isPresent()) {
                    cookies.session(context, signed.token().get(), Duration.ofDays(30));
                } else {
                    cookies.endSession(context);
                }
                context.redirect(signed.to(), HttpStatus.SEE_OTHER);
            }
            case Reply.Framed framed -> {
                Headers.frame(context);
                context.contentType(framed.type()).result(framed.still());
            }
            case Reply.Raw raw ->
                    context.status(raw.status()).contentType(raw.type()).result(raw.body());
        }
    }

    private Frame frame(Context context, Optional<Session> session, String section) {
        String csrf =
                session.flatMap(s -> cookies.session(context))
                        .map(signIn::csrf)
                        .orElseGet(() -> guestForms.value(context));
        return new Frame(
                assets,
                section,
                csrf,
                session.map(Session::person),
                cookies.takeFlash(context),
                troubles.get(),
                settings.demo(),
                Requests.address(context),
                clock.instant());
    }

    /// The reader gets a number and no insides; the log has both.
    private static Reply broken(Context context, RuntimeException e) {
        String number = Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36);
        LOG.error("Error {} on {} {}", number, context.method(), context.path(), e);
        return Errors.broken(number);
    }
}
