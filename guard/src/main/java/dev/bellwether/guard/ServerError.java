package dev.bellwether.guard;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// An error in ClickHouse's own shape, so that clients know it for what it is.
///
/// @param status of HTTP
/// @param code ClickHouse's own
record ServerError(int status, int code, String name, String message) {
    static final int OUT_OF_MEMORY = 241;

    private static final int BLOCK_HEAD = 25;
    private static final byte LZ4 = (byte) 0x82;

    static ServerError of(AdmissionEffect.Refuse refuse) {
        return switch (refuse.why()) {
            case FULL -> busy("too many queries wait");
            case FULL_OF_FLOW -> busy("too many queries of this user and feature wait");
            case FULL_OF_QUARANTINE -> busy("too many queries wait in quarantine");
            case DEADLINE -> busy("no memory came free in time");
            case SAME_ID ->
                    new ServerError(
                            500,
                            216,
                            "QUERY_WITH_SAME_ID_IS_ALREADY_RUNNING",
                            "a query with id = " + refuse.id() + " is under way");
            case CANCELLED -> new ServerError(500, 394, "QUERY_WAS_CANCELLED", "a person ended it");
            case NO_NODE -> new ServerError(503, 279, "ALL_CONNECTION_TRIES_FAILED", "no node");
        };
    }

    /// No node answers, for as long as the query was ready to wait.
    static ServerError dark() {
        return new ServerError(503, 210, "NETWORK_ERROR", "no node answers");
    }

    static ServerError of(Controls.Ruling.Refused refused) {
        return refused.until().isPresent()
                ? new ServerError(403, 392, "QUERY_IS_PROHIBITED", refused.why())
                : busy(refused.why());
    }

    private static ServerError busy(String why) {
        return new ServerError(503, 202, "TOO_MANY_SIMULTANEOUS_QUERIES", why);
    }

    byte[] body() {
        return "Code: %d. DB::Exception: guard: %s (%s)\n"
                .formatted(code, message, name)
                .getBytes(StandardCharsets.UTF_8);
    }

    static boolean isOutOfMemory(Upstream.Answer answer, byte[] error) {
        @Nullable String code = answer.response().getHeaders().get("X-ClickHouse-Exception-Code");
        return codeOf(code == null ? "" : code, error) == OUT_OF_MEMORY;
    }

    /// The code that a server's answer tells, by its header or the first words of its body; 0 for
    /// none. Old servers write `Code: 241, e.displayText() = …`.
    static int codeOf(String header, byte[] body) {
        String text = header.isEmpty() ? firstWords(body) : "Code: " + header;
        if (!text.startsWith("Code: ")) {
            return 0;
        }
        int code = 0;
        for (int i = 6; i < text.length() && Lexer.isDigit(text.charAt(i)) && code < 100_000; i++) {
            code = code * 10 + text.charAt(i) - '0';
        }
        return code;
    }

    /// Of a body as it is, or in ClickHouse's own blocks (`compress=1`): there what is there for
    /// the first time stands as it is, behind a sum of 16 bytes, a mark, two sizes of four, and one
    /// or two bytes of LZ4.
    private static String firstWords(byte[] body) {
        String text = new String(body, 0, Math.min(60, body.length), StandardCharsets.ISO_8859_1);
        int at = text.indexOf("Code: ");
        boolean isBlock = body.length > BLOCK_HEAD && body[BLOCK_HEAD - 9] == LZ4;
        return isBlock && at > BLOCK_HEAD && at <= BLOCK_HEAD + 2 ? text.substring(at) : text;
    }
}
