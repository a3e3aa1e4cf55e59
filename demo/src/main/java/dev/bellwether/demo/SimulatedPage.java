package dev.bellwether.demo;

import dev.bellwether.watch.Provider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/// One provider's page: what it answers to a request. Written anew for each, for of thousands of
/// pages hardly any is asked for twice before it is asked for conditionally.
record SimulatedPage(Provider provider, int number, PageShape shape, Weather weather)
        implements PageHosts.Host {
    private static final int WORTH_ZIPPING = 400;

    @Override
    public PageHosts.Answer answer(PageHosts.Request request, Instant now) {
        switch (Quirk.of(number)) {
            case BROKEN -> {
                return PageHosts.Answer.error(503, "");
            }
            case BUSY -> {
                return PageHosts.Answer.error(429, "Retry-After: 120\r\n");
            }
            case ADVERTISES -> {
                return PageHosts.Answer.of("text/html", "<html>Get your status page</html>", "");
            }
            case SLOW -> PageHosts.pause(4_000);
            case NONE -> {}
        }
        Weather.Sky sky = weather.of(number, now);
        String tag = '"' + Integer.toHexString(number) + "-" + sky.since().getEpochSecond() + '"';
        if (tag.equals(request.header("if-none-match"))) {
            return new PageHosts.Answer(304, "ETag: " + tag + "\r\n", new byte[0]);
        }
        var says = new PageSays(provider.name(), number, sky.down(), sky.since());
        Map<String, String> documents = shape.documents(says);
        String text = documents.get(request.path());
        if (text == null) {
            return PageHosts.Answer.error(404, "");
        }
        byte[] body = text.strip().getBytes(shape.charset());
        boolean zip =
                body.length > WORTH_ZIPPING && request.header("accept-encoding").contains("gzip");
        return new PageHosts.Answer(
                200,
                "Content-Type: "
                        + shape.type()
                        + ";charset="
                        + shape.charset().name().toLowerCase(java.util.Locale.ROOT)
                        + "\r\nETag: "
                        + tag
                        + (zip ? "\r\nContent-Encoding: gzip\r\n" : "\r\n"),
                zip ? zipped(body) : body);
    }

    private static byte[] zipped(byte[] body) {
        var out = new ByteArrayOutputStream(body.length / 2);
        try (var zip = new GZIPOutputStream(out)) {
            zip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /// The row by which a catalogue knows it.
    String row(int port) {
        String page = "http://127.0.0.1:" + port;
        return String.join(
                        ",",
                        quoted(provider.id().value()),
                        quoted(provider.name()),
                        quoted(provider.category()),
                        quoted(provider.homepage()),
                        quoted(page),
                        quoted(provider.platform()),
                        quoted(shape.feed(page)),
                        "agreed",
                        "simulated")
                + "\n";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
