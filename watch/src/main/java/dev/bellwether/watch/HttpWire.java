package dev.bellwether.watch;

import dev.bellwether.model.FailedRule;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/// Reads one HTTP/1.1 answer (RFC 9112) from a peer that nobody has to trust: every length is
/// bounded, what is malformed is said, and a body is read up to [#MOST_BODY] and no further, before
/// and after decompression.
final class HttpWire {
    static final int MOST_BODY = 1 << 20;
    private static final int LONGEST_LINE = 16_384;
    private static final int MOST_HEADER_BYTES = 65_536;
    private static final int MOST_HEADERS = 200;
    private static final int MOST_INTERIM = 10;

    /// @param truncated the body goes on beyond what was read
    record Answer(int status, List<Header> headers, byte[] body, boolean truncated) {
        /// The first header of that name.
        java.util.Optional<String> header(String name) {
            return headers.stream()
                    .filter(h -> h.name().equalsIgnoreCase(name))
                    .map(Header::value)
                    .findFirst();
        }
    }

    record Header(String name, String value) {}

    private record Head(int status, List<Header> headers) {}

    private final InputStream in;
    private final Stopwatch watch;
    private int headerBytes;

    HttpWire(InputStream in, Stopwatch watch) {
        this.in = in;
        this.watch = watch;
    }

    /// @param method of the request: an answer to HEAD has no body
    Answer read(String method) throws IOException {
        Head head = head();
        for (int i = 0; head.status() < 200; i++) {
            if (i == MOST_INTERIM || head.status() == 101) {
                throw ProbeFailure.of(FailedRule.HTTP, "interim answers without end");
            }
            head = head();
        }
        boolean bodiless = method.equals("HEAD") || head.status() == 204 || head.status() == 304;
        var answer =
                bodiless
                        ? new Answer(head.status(), head.headers(), new byte[0], false)
                        : body(head);
        watch.stop(Stopwatch.Phase.BODY);
        return answer;
    }

    private Head head() throws IOException {
        int first = in.read();
        if (first < 0) {
            throw ProbeFailure.of(
                    FailedRule.HTTP, "the server closed the connection without an answer");
        }
        watch.stop(Stopwatch.Phase.FIRST_BYTE);
        String start = (char) first + line();
        if (!start.matches("HTTP/1\\.[01] [1-5][0-9]{2}( .*)?")) {
            String shown = start.substring(0, Math.min(40, start.length()));
            throw ProbeFailure.of(
                    FailedRule.HTTP,
                    "'" + shown.replaceAll("\\P{Print}", "?") + "' is not an HTTP answer");
        }
        int status = Integer.parseInt(start.substring(9, 12));
        var headers = new ArrayList<Header>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1 || headers.size() == MOST_HEADERS) {
                throw ProbeFailure.of(
                        FailedRule.HTTP,
                        colon < 1
                                ? "a header line without a name"
                                : "more than " + MOST_HEADERS + " headers");
            }
            headers.add(new Header(line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        return new Head(status, headers);
    }

    private Answer body(Head head) throws IOException {
        var plain = new Answer(head.status(), head.headers(), new byte[0], false);
        boolean chunked =
                plain.header("transfer-encoding")
                        .filter(e -> e.toLowerCase(Locale.ROOT).endsWith("chunked"))
                        .isPresent();
        byte[] raw;
        boolean truncated;
        if (chunked) {
            var body = new ByteArrayOutputStream();
            truncated = !chunks(body);
            raw = body.toByteArray();
        } else {
            long length = contentLength(head.headers());
            raw = in.readNBytes((int) Math.min(length < 0 ? MOST_BODY : length, MOST_BODY));
            truncated = length > MOST_BODY || (length < 0 && raw.length == MOST_BODY);
            if (!truncated && length > raw.length) {
                throw ProbeFailure.of(
                        FailedRule.BODY, "ended after " + raw.length + " of " + length + " bytes");
            }
        }
        String encoding =
                plain.header("content-encoding").orElse("identity").toLowerCase(Locale.ROOT);
        return switch (encoding) {
            case "gzip", "x-gzip" -> unzipped(head, raw, truncated);
            default -> new Answer(head.status(), head.headers(), raw, truncated);
        };
    }

    private static Answer unzipped(Head head, byte[] raw, boolean truncated) throws IOException {
        if (raw.length == 0) {
            return new Answer(head.status(), head.headers(), raw, truncated);
        }
        var body = new ByteArrayOutputStream();
        boolean more = truncated;
        try (var unzip = new GZIPInputStream(new java.io.ByteArrayInputStream(raw))) {
            byte[] buffer = new byte[8_192];
            int read = unzip.read(buffer);
            while (read >= 0 && body.size() < MOST_BODY) {
                body.write(buffer, 0, Math.min(read, MOST_BODY - body.size()));
                read = unzip.read(buffer);
            }
            more |= read >= 0;
        } catch (EOFException e) {
            if (!truncated) {
                throw ProbeFailure.of(FailedRule.BODY, "the compressed body ends early");
            }
        } catch (java.util.zip.ZipException e) {
            throw ProbeFailure.of(
                    FailedRule.BODY, "the compressed body is broken: " + e.getMessage());
        }
        return new Answer(head.status(), head.headers(), body.toByteArray(), more);
    }

    /// True when the last chunk was read, false when the body is longer than we read.
    private boolean chunks(ByteArrayOutputStream body) throws IOException {
        while (true) {
            String size = line().split(";", 2)[0].strip();
            if (!size.matches("[0-9a-fA-F]{1,15}")) {
                throw ProbeFailure.of(FailedRule.BODY, "a chunk without a size");
            }
            long length = Long.parseLong(size, 16);
            if (length == 0) {
                while (!line().isEmpty()) {
                    // Trailers are bounded as headers are, and say nothing that is asked for.
                }
                return true;
            }
            int wanted = (int) Math.min(length, MOST_BODY - body.size());
            byte[] chunk = in.readNBytes(wanted);
            body.writeBytes(chunk);
            if (chunk.length < wanted) {
                throw ProbeFailure.of(
                        FailedRule.BODY, "ended after " + body.size() + " bytes in a chunk");
            }
            if (wanted < length || body.size() == MOST_BODY) {
                return false;
            }
            // What frames the chunks is the peer's overhead and not part of the header budget.
            headerBytes = 0;
            if (!line().isEmpty()) {
                throw ProbeFailure.of(FailedRule.BODY, "a chunk longer than its size");
            }
        }
    }

    private static long contentLength(List<Header> headers) throws ProbeFailure {
        List<String> lengths =
                headers.stream()
                        .filter(h -> h.name().equalsIgnoreCase("content-length"))
                        .map(Header::value)
                        .distinct()
                        .toList();
        if (lengths.isEmpty()) {
            return -1;
        }
        if (lengths.size() > 1 || !lengths.getFirst().matches("[0-9]{1,18}")) {
            throw ProbeFailure.of(
                    FailedRule.HTTP, "'" + lengths.getFirst() + "' is not one length");
        }
        return Long.parseLong(lengths.getFirst());
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        while (true) {
            int c = in.read();
            if (c < 0) {
                throw ProbeFailure.of(FailedRule.HTTP, "the answer ends in the middle of a line");
            }
            headerBytes++;
            if (c == '\n') {
                int length = line.length();
                boolean cr = length > 0 && line.charAt(length - 1) == '\r';
                return cr ? line.substring(0, length - 1) : line.toString();
            }
            if (headerBytes > MOST_HEADER_BYTES || line.length() == LONGEST_LINE) {
                throw ProbeFailure.of(
                        FailedRule.HTTP, "headers of more than 64 KB, or a line over 16 KB");
            }
            line.append((char) c);
        }
    }

    /// The body as text, by the charset that the server names, UTF-8 otherwise.
    static String text(Answer answer) {
        var charset =
                answer.header("content-type")
                        .map(t -> t.replaceFirst("(?i).*charset=\"?([A-Za-z0-9_.:-]+).*", "$1"))
                        .flatMap(HttpWire::charset)
                        .orElse(StandardCharsets.UTF_8);
        return new String(answer.body(), charset);
    }

    private static java.util.Optional<java.nio.charset.Charset> charset(String name) {
        try {
            return java.util.Optional.of(java.nio.charset.Charset.forName(name));
        } catch (IllegalArgumentException e) {
            return java.util.Optional.empty();
        }
    }
}
