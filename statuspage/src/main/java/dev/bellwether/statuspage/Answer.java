package dev.bellwether.statuspage;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

/// A document with its header fields encoded once, for each of its encodings.
final class Answer {
    /// A reader may show a page ten seconds old, and an older one while it asks for a new one or
    /// when we are gone.
    private static final HttpField CACHE =
            new PreEncodedHttpField(
                    HttpHeader.CACHE_CONTROL,
                    "public, max-age=10, stale-while-revalidate=60, stale-if-error=604800");

    /// Of a private page nobody else may keep anything, and the visitor asks each time.
    private static final HttpField PRIVATE =
            new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "private, no-cache");

    private static final HttpField NO_ROBOTS =
            new PreEncodedHttpField("X-Robots-Tag", "noindex, nofollow");
    private static final HttpField SAME_ORIGIN =
            new PreEncodedHttpField("Referrer-Policy", "same-origin");
    private static final HttpField VARY_MORE =
            new PreEncodedHttpField(HttpHeader.VARY, "Accept-Encoding, Cookie, Authorization");
    private static final HttpField VARY =
            new PreEncodedHttpField(HttpHeader.VARY, "Accept-Encoding");
    private static final HttpField NOSNIFF =
            new PreEncodedHttpField("X-Content-Type-Options", "nosniff");
    private static final HttpField GZIP =
            new PreEncodedHttpField(HttpHeader.CONTENT_ENCODING, "gzip");
    private static final HttpField ANYONE =
            new PreEncodedHttpField(HttpHeader.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    private static final HttpField REFERRER =
            new PreEncodedHttpField("Referrer-Policy", "strict-origin-when-cross-origin");

    final Document document;
    final HttpField[] plain;
    final HttpField[] gzip;
    final HttpField[] notModifiedPlain;
    final HttpField[] notModifiedGzip;
    final String plainTag;
    final String gzipTag;

    /// @param open whether anybody may read it
    Answer(String policy, Document document, boolean open) {
        this.document = document;
        this.plainTag = '"' + document.tag() + '"';
        this.gzipTag = '"' + document.tag() + "-gz\"";
        var always = new ArrayList<HttpField>(List.of(open ? CACHE : PRIVATE));
        always.addAll(open ? List.of(VARY, NOSNIFF) : List.of(VARY_MORE, NOSNIFF, NO_ROBOTS));
        String type = document.contentType();
        if (type.startsWith("text/html")) {
            always.add(new PreEncodedHttpField("Content-Security-Policy", policy));
            always.add(open ? REFERRER : SAME_ORIGIN);
        } else {
            if (open) {
                always.add(ANYONE);
            }
            if (type.startsWith("image/svg")) {
                always.add(
                        new PreEncodedHttpField(
                                "Content-Security-Policy", "default-src 'none'; sandbox"));
            }
        }
        this.notModifiedPlain = with(always, new PreEncodedHttpField(HttpHeader.ETAG, plainTag));
        this.notModifiedGzip = with(always, new PreEncodedHttpField(HttpHeader.ETAG, gzipTag));
        always.add(new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, type));
        this.plain =
                with(
                        always,
                        new PreEncodedHttpField(HttpHeader.ETAG, plainTag),
                        new PreEncodedHttpField(
                                HttpHeader.CONTENT_LENGTH, "" + document.plainLength()));
        this.gzip =
                with(
                        always,
                        new PreEncodedHttpField(HttpHeader.ETAG, gzipTag),
                        GZIP,
                        new PreEncodedHttpField(
                                HttpHeader.CONTENT_LENGTH, "" + document.gzipLength()));
    }

    private static HttpField[] with(List<HttpField> always, HttpField... more) {
        var all = new ArrayList<>(always);
        all.addAll(List.of(more));
        return all.toArray(HttpField[]::new);
    }
}
