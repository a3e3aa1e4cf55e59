package dev.bellwether.guard;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;

/// What two requests must have in common to have one answer: all of it, but for what is known not
/// to change the answer. So passwords are part of it, and who shows a wrong one has a key of their
/// own; it is kept as a digest (SHA-256) alone.
record AnswerKey(String digest) {
    /// Says who asks, what for, and over which connection; the node answers the same.
    private static final Set<String> BESIDE =
            Set.of(
                    "connection",
                    "content-length",
                    "content-type",
                    "expect",
                    "host",
                    "keep-alive",
                    "traceparent",
                    "tracestate",
                    "transfer-encoding",
                    "user-agent",
                    "x-bellwether-feature",
                    "x-bellwether-release",
                    "x-bellwether-variations",
                    "x-request-id");

    private static final List<String> BESIDE_IN_ADDRESS = List.of("query_id", "log_comment");

    /// Stands for bytes that are no text, and so for any of them.
    private static final char NO_TEXT = '\ufffd';

    private static final Pattern MADE_BY_A_PROGRAM =
            Pattern.compile("[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);

    /// Empty when the request must have a run of its own.
    static Optional<AnswerKey> of(Query query) {
        Asked asked = query.asked();
        boolean mayBe =
                query.statement() instanceof Statement.Read read
                        && asked.isRead()
                        && asked.isRepeatable()
                        && asked.path().equals("/")
                        && (query.method().equals("GET") || query.method().equals("POST"))
                        && MADE_BY_A_PROGRAM.matcher(query.id()).matches()
                        && isText(read, asked)
                        && !isAboutTheServer(Rows.database(query))
                        && Deterministic.is(read);
        return mayBe ? Optional.of(new AnswerKey(digest(query))) : Optional.empty();
    }

    private static boolean isText(Statement.Read read, Asked asked) {
        return read.tokens().text().indexOf(NO_TEXT) < 0
                && new String(asked.head(), StandardCharsets.UTF_8).indexOf(NO_TEXT) < 0;
    }

    private static boolean isAboutTheServer(String database) {
        return database.equalsIgnoreCase("system")
                || database.equalsIgnoreCase("information_schema");
    }

    private static String digest(Query query) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        add(digest, query.method());
        Address address = query.asked().address().copy();
        BESIDE_IN_ADDRESS.forEach(address::remove);
        add(digest, address.toString());
        for (HttpField field : query.headers()) {
            String name = field.getName().toLowerCase(Locale.ROOT);
            if (!BESIDE.contains(name)) {
                add(digest, name);
                add(digest, String.valueOf(field.getValue()));
            }
        }
        add(digest, "");
        if (query.statement() instanceof Statement.Read(Tokens tokens, _, _)) {
            text(digest, tokens);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /// The tokens as they stand: comments and more or less space between two make no difference,
    /// but whether there is any does.
    private static void text(MessageDigest digest, Tokens tokens) {
        for (int i = 0; i < tokens.count(); i++) {
            boolean isApart = i > 0 && tokens.start(i) > tokens.end(i - 1);
            add(digest, isApart ? " " + tokens.textOf(i) : tokens.textOf(i));
        }
    }

    /// With its length before it, so that no two lists of parts look alike.
    private static void add(MessageDigest digest, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update(
                new byte[] {
                    (byte) (bytes.length >> 24),
                    (byte) (bytes.length >> 16),
                    (byte) (bytes.length >> 8),
                    (byte) bytes.length
                });
        digest.update(bytes);
    }
}
