package dev.bellwether.statuspage;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.FormFields;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The door of private pages. A visitor gets a form in place of the page, at the same address, and
/// the page after it; a program is told how to send the key of the feeds, by HTTP Basic or in the
/// address.
final class SignInPage {
    private static final Logger LOG = LoggerFactory.getLogger(SignInPage.class);
    private static final String WRONG = Style.SIGN_IN + "wrong/";
    private static final String LATER = Style.SIGN_IN + "later/";
    private static final String NETWORK = Style.SIGN_IN + "network/";
    private static final int FIELDS = 4;
    private static final int LONGEST = 2_048;

    private final PublishedPages pages;
    private final Knocks knocks = new Knocks();

    SignInPage(PublishedPages pages) {
        this.pages = pages;
    }

    /// What is answered in place of the page; null when the visitor may see it.
    @Nullable Answer instead(
            Gate gate, Site site, String file, Request request, Response response) {
        Gate.Answer decided = gate.decide(shown(gate, request), pages.now());
        if (decided == Gate.Answer.ADMIT) {
            return null;
        }
        boolean program = file.substring(file.lastIndexOf('/') + 1).contains(".");
        if (decided == Gate.Answer.REFUSE) {
            return program
                    ? headed(Unsigned.answer(file, true), HttpStatus.FORBIDDEN_403, response)
                    : head(site, file, NETWORK, HttpStatus.FORBIDDEN_403, response);
        }
        // A browser that is told `Basic` would ask with a window of its own.
        response.getHeaders()
                .put(
                        HttpHeader.WWW_AUTHENTICATE,
                        program ? "Basic realm=\"status page\"" : "Form realm=\"status page\"");
        return program
                ? headed(Unsigned.answer(file, false), HttpStatus.UNAUTHORIZED_401, response)
                : head(site, file, Style.SIGN_IN, HttpStatus.UNAUTHORIZED_401, response);
    }

    private static Answer head(Site site, String file, String what, int status, Response response) {
        Answer answer = site.instead(file, what);
        if (answer == null) {
            throw new IllegalStateException("A private page has no " + what);
        }
        return headed(answer, status, response);
    }

    private static Answer headed(Answer answer, int status, Response response) {
        response.setStatus(status);
        for (HttpField field : answer.plain) {
            if (!field.is("ETag")) {
                response.getHeaders().add(field);
            }
        }
        return answer;
    }

    private static Gate.Shown shown(Gate gate, Request request) {
        String cookie = "";
        for (HttpCookie one : Request.getCookies(request)) {
            if (one.getName().equals(gate.cookieName())) {
                cookie = Optional.ofNullable(one.getValue()).orElse("");
            }
        }
        return new Gate.Shown(from(request), cookie, key(request));
    }

    private static InetAddress from(Request request) {
        return request.getConnectionMetaData().getRemoteSocketAddress()
                                instanceof InetSocketAddress socket
                        && socket.getAddress() != null
                ? socket.getAddress()
                : InetAddress.ofLiteral("0.0.0.0");
    }

    private static String key(Request request) {
        String query = request.getHttpURI().getQuery();
        if (query != null) {
            for (String part : query.split("&", 20)) {
                if (part.startsWith("key=")) {
                    return part.substring("key=".length());
                }
            }
        }
        String given = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        if (given == null || !given.regionMatches(true, 0, "Basic ", 0, 6)) {
            return "";
        }
        try {
            String pair =
                    new String(
                            Base64.getDecoder().decode(given.substring(6).strip()),
                            StandardCharsets.UTF_8);
            return pair.substring(pair.indexOf(':') + 1);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /// Looks at a password on a thread of its own, for that takes long on purpose.
    ///
    /// @param root the path of the page, for the cookie
    void attempt(
            Gate gate,
            Site site,
            String file,
            String root,
            Request request,
            Response response,
            Callback callback) {
        Thread.ofVirtual()
                .name("page-sign-in")
                .start(() -> {
                    try {
                        look(gate, site, file, root, request, response, callback);
                    } catch (RuntimeException e) {
                        LOG.debug("A sign-in to a page failed: {}", e.toString());
                        callback.failed(e);
                    }
                });
    }

    private void look(
            Gate gate,
            Site site,
            String file,
            String root,
            Request request,
            Response response,
            Callback callback) {
        InetAddress from = from(request);
        String page = site.bundle().page().value();
        Instant now = pages.now();
        if (!gate.mayTry(from) || !isFromHere(request)) {
            say(site, file, NETWORK, HttpStatus.FORBIDDEN_403, response, callback);
            return;
        }
        Fields fields = FormFields.getFields(request, FIELDS, LONGEST);
        String password = Optional.ofNullable(fields.getValue("password")).orElse("");
        Optional<Boolean> right =
                knocks.attempt(page, from, now)
                        ? pages.settings()
                                .locks()
                                .hasher()
                                .matches(password, gate.access().passwordHash().orElse(""))
                        : Optional.empty();
        if (right.isEmpty()) {
            say(site, file, LATER, HttpStatus.TOO_MANY_REQUESTS_429, response, callback);
        } else if (!right.get()) {
            say(site, file, WRONG, HttpStatus.UNAUTHORIZED_401, response, callback);
        } else {
            knocks.forget(page, from);
            String token = gate.cookie(now);
            Response.addCookie(response, cookie(gate, token, Gate.LASTS, root, request));
            seeOther(root + file, response, callback);
        }
    }

    /// Takes the visitor's cookie away and shows them the door.
    ///
    /// @param folder of the language they read
    void leave(
            Gate gate,
            Site site,
            String folder,
            String root,
            Request request,
            Response response,
            Callback callback) {
        if (!isFromHere(request)) {
            say(site, folder, NETWORK, HttpStatus.FORBIDDEN_403, response, callback);
            return;
        }
        Response.addCookie(response, cookie(gate, "", Duration.ZERO, root, request));
        seeOther(root + folder, response, callback);
    }

    private static void seeOther(String address, Response response, Callback callback) {
        response.setStatus(HttpStatus.SEE_OTHER_303);
        response.getHeaders().put(HttpHeader.LOCATION, address);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, "0");
        callback.succeeded();
    }

    private static HttpCookie cookie(
            Gate gate, String token, Duration lasts, String root, Request request) {
        return HttpCookie.build(gate.cookieName(), token)
                .path(root)
                .maxAge(lasts.toSeconds())
                .httpOnly(true)
                .sameSite(HttpCookie.SameSite.LAX)
                .secure(request.isSecure())
                .build();
    }

    private static void say(
            Site site, String file, String what, int status, Response response, Callback callback) {
        response.write(
                true, head(site, file, what, status, response).document.plainBuffer(), callback);
    }

    /// Another site must not sign its visitors in here.
    private static boolean isFromHere(Request request) {
        String site = request.getHeaders().get("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin") || site.equals("none");
        }
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        String host = request.getHeaders().get(HttpHeader.HOST);
        return origin == null
                || (host != null
                        && origin.toLowerCase(Locale.ROOT)
                                .endsWith("://" + host.toLowerCase(Locale.ROOT)));
    }
}
