package dev.bellwether.statuspage;

import java.net.URI;
import java.util.Locale;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// Serves pages from memory; passes on (`false`) what is no page's path. Never blocks: a sign-in to
/// a private page, which takes time, is given to a thread of its own by [SignInPage].
///
/// A page is found by `/p/<slug>/`, else by the `Host` asked for, else it is the main page; or
/// none, when only known hosts are served.
public final class PageHandler extends Handler.Abstract.NonBlocking {
    private static final String PREFIX = "/p/";

    /// Older answers say their age.
    private static final long FRESH_SECONDS = 10;

    private final PublishedPages pages;
    private final SignInPage signIn;
    private final boolean knownHostsOnly;
    private final String ownHost;

    public PageHandler(PublishedPages pages) {
        this.pages = pages;
        this.signIn = new SignInPage(pages);
        this.knownHostsOnly = pages.settings().knownHostsOnly();
        String own = URI.create(pages.settings().url()).getHost();
        this.ownHost = own == null ? "" : own.toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        boolean get = HttpMethod.GET.is(request.getMethod());
        if (!get && !HttpMethod.HEAD.is(request.getMethod())) {
            return HttpMethod.POST.is(request.getMethod()) && sent(request, response, callback);
        }
        Asked asked = asked(request);
        if (asked == null) {
            return false;
        }
        Site site = asked.site();
        if (site == null) {
            Site main = pages.served().main();
            if (main == null || main.answer(asked.file()) == null) {
                return false;
            }
            Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
            return true;
        }
        Answer answer = site.answer(asked.file());
        Gate gate = site.gate();
        if (gate != null && (answer != null || asked.bySlug())) {
            Answer instead = signIn.instead(gate, site, asked.file(), request, response);
            if (instead != null) {
                response.write(true, get ? instead.document.plainBuffer() : null, callback);
                return true;
            }
        }
        if (!asked.path().endsWith("/")
                && (asked.file().isEmpty()
                        || (answer == null && site.answer(asked.file() + "/") != null))) {
            return moved(request, response, callback, asked.path() + "/");
        }
        if (answer == null) {
            return false;
        }
        answer(request, response, callback, site, answer, get);
        return true;
    }

    /// Which page is asked for which file.
    ///
    /// @param site null when the host is none that is known
    /// @param bySlug whether the path names the page
    private record Asked(@Nullable Site site, String path, String file, boolean bySlug) {}

    private @Nullable Asked asked(Request request) {
        String path = request.getHttpURI().getPath();
        if (path == null || path.isEmpty()) {
            return null;
        }
        Served served = pages.served();
        Site site = served.main();
        if (knownHostsOnly || !served.byHost().isEmpty()) {
            String host = host(request);
            Site ofHost = served.byHost().get(host);
            site = ofHost != null ? ofHost : isKnown(host) ? site : null;
            if (site == null && knownHostsOnly && !isKnown(host)) {
                return new Asked(null, path, path.substring(1), false);
            }
        }
        if (path.startsWith(PREFIX)) {
            int slash = path.indexOf('/', PREFIX.length());
            String slug = path.substring(PREFIX.length(), slash < 0 ? path.length() : slash);
            Site ofSlug = served.bySlug().get(slug);
            if (ofSlug != null) {
                return new Asked(ofSlug, path, slash < 0 ? "" : path.substring(slash + 1), true);
            }
        }
        return site == null ? null : new Asked(site, path, path.substring(1), false);
    }

    private boolean isKnown(String host) {
        return !knownHostsOnly || host.equals(ownHost);
    }

    /// A password sent to a private page, or that its visitor leaves. Anything else that is sent is
    /// not for a page.
    private boolean sent(Request request, Response response, Callback callback) {
        Asked asked = asked(request);
        Site site = asked == null ? null : asked.site();
        Gate gate = site == null ? null : site.gate();
        if (asked == null || site == null || gate == null) {
            return false;
        }
        String file = asked.file();
        String root = asked.path().substring(0, asked.path().length() - file.length());
        String folder = site.folder(file);
        if (file.equals(folder + Style.SIGN_OUT)) {
            signIn.leave(gate, site, folder, root, request, response, callback);
            return true;
        }
        if (site.answer(file) == null) {
            return false;
        }
        signIn.attempt(gate, site, file, root, request, response, callback);
        return true;
    }

    private void answer(
            Request request,
            Response response,
            Callback callback,
            Site site,
            Answer answer,
            boolean get) {
        HttpFields asked = request.getHeaders();
        boolean zip = takesGzip(asked.get(HttpHeader.ACCEPT_ENCODING));
        String known = asked.get(HttpHeader.IF_NONE_MATCH);
        boolean same = known != null && matches(known, answer);
        HttpFields.Mutable fields = response.getHeaders();
        HttpField[] all =
                same
                        ? zip ? answer.notModifiedGzip : answer.notModifiedPlain
                        : zip ? answer.gzip : answer.plain;
        for (HttpField field : all) {
            fields.add(field);
        }
        fields.add(site.renderedAt());
        long age = pages.age().toSeconds();
        if (age > FRESH_SECONDS) {
            fields.add(HttpHeader.AGE, Long.toString(age));
        }
        if (same) {
            response.setStatus(HttpStatus.NOT_MODIFIED_304);
            callback.succeeded();
        } else {
            response.setStatus(HttpStatus.OK_200);
            response.write(
                    true,
                    get ? zip ? answer.document.gzipBuffer() : answer.document.plainBuffer() : null,
                    callback);
        }
    }

    /// The weak comparison of RFC 9110, section 13.1.2.
    private static boolean matches(String known, Answer answer) {
        return known.equals("*")
                || known.contains(answer.plainTag)
                || known.contains(answer.gzipTag);
    }

    private static boolean takesGzip(@Nullable String accepted) {
        if (accepted == null) {
            return false;
        }
        int at = accepted.indexOf("gzip");
        if (at < 0) {
            return false;
        }
        int end = accepted.indexOf(',', at);
        String rest = accepted.substring(at + 4, end < 0 ? accepted.length() : end);
        return rest.isEmpty() || !rest.replace(" ", "").matches(";q=0(\\.0*)?");
    }

    private static String host(Request request) {
        String host = Request.getServerName(request);
        return host == null ? "" : host.toLowerCase(Locale.ROOT);
    }

    private static boolean moved(
            Request request, Response response, Callback callback, String path) {
        String query = request.getHttpURI().getQuery();
        response.setStatus(HttpStatus.PERMANENT_REDIRECT_308);
        response.getHeaders().add(HttpHeader.LOCATION, query == null ? path : path + "?" + query);
        response.getHeaders().add(HttpHeader.CONTENT_LENGTH, "0");
        callback.succeeded();
        return true;
    }
}
