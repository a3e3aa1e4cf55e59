package dev.bellwether.statuspage;

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

/// Serves pages from memory; passes on (`false`) what is no page's path. Never blocks.
///
/// A page is found by the `Host` asked for, else by `/p/<slug>/`, else it is the main page.
public final class PageHandler extends Handler.Abstract.NonBlocking {
    private static final String PREFIX = "/p/";

    /// Older answers say their age.
    private static final long FRESH_SECONDS = 10;

    private final PublishedPages pages;

    public PageHandler(PublishedPages pages) {
        this.pages = pages;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        boolean get = HttpMethod.GET.is(request.getMethod());
        if (!get && !HttpMethod.HEAD.is(request.getMethod())) {
            return false;
        }
        String path = request.getHttpURI().getPath();
        if (path == null || path.isEmpty()) {
            return false;
        }
        Served served = pages.served();
        Site site = served.main();
        int from = 1;
        if (!served.byHost().isEmpty()) {
            Site ofHost = served.byHost().get(host(request));
            site = ofHost == null ? site : ofHost;
        }
        if (path.startsWith(PREFIX)) {
            int slash = path.indexOf('/', PREFIX.length());
            String slug = path.substring(PREFIX.length(), slash < 0 ? path.length() : slash);
            Site ofSlug = served.bySlug().get(slug);
            if (ofSlug != null) {
                if (slash < 0) {
                    return moved(request, response, callback, path + "/");
                }
                site = ofSlug;
                from = slash + 1;
            }
        }
        if (site == null) {
            return false;
        }
        String file = path.substring(from);
        Answer answer = site.answer(file);
        if (answer == null) {
            if (!file.isEmpty() && site.answer(file + "/") != null) {
                return moved(request, response, callback, path + "/");
            }
            return false;
        }
        answer(request, response, callback, site, answer, get);
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
