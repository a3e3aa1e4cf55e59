package dev.bellwether.guard;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A request as far as the guard reads it: its address, and the first bytes of its body.
///
/// The server reads the parameter `query`, a line break, and the body as one text. A body that is
/// compressed or in parts is not looked into.
///
/// @param head the first bytes of the body, at most [#HEAD]
/// @param isWhole whether the body ends there
/// @param isPlain whether the body is text as it stands
@SuppressWarnings("ArrayRecordComponent") // never compared
record Asked(String path, Address address, byte[] head, boolean isWhole, boolean isPlain) {
    static final int HEAD = Lexer.MAX_CHARS;

    private static final List<String> BESIDE =
            List.of("/ping", "/replicas_status", "/play", "/dashboard", "/metrics", "/favicon.ico");

    /// Whether it asks for no query, and passes outside of admission.
    boolean isBeside() {
        return BESIDE.contains(path)
                || path.equals("/") && !address.has("query") && head.length == 0;
    }

    /// Whether all of its text lay open to the guard, understood or not. Of what is compressed, in
    /// parts or too long it does not.
    boolean isRead() {
        return isWhole && isPlain;
    }

    /// Whether it may be sent twice: all of it is here, and it belongs to no session.
    boolean isRepeatable() {
        return isWhole && !address.has("session_id");
    }

    static boolean isPlain(String contentType, String contentEncoding, Address address) {
        return contentEncoding.isEmpty()
                && !contentType.toLowerCase(Locale.ROOT).startsWith("multipart/")
                && !address.value("decompress").orElse("0").equals("1");
    }

    Statement statement() {
        String sql = text();
        if (sql.isBlank()) {
            return new Statement.Unread(new Lexed.Unlexed("no text that can be read", 0));
        }
        Statement statement = Statement.of(sql);
        boolean isCut =
                !isWhole
                        && isPlain
                        && statement instanceof Statement.Read read
                        && read.tokens().dataFrom() < 0;
        return isCut
                ? new Statement.Unread(new Lexed.Unlexed("longer than what is read", HEAD))
                : statement;
    }

    /// With caps that it cannot lift.
    ///
    /// @param told what was held down
    record Held(Asked asked, List<Ceilings.Held> told) {}

    Held held(Statement statement, Ceilings ceilings, long cap) {
        var told = new ArrayList<Ceilings.Held>();
        var changed = address.copy();
        long allowed = cap;
        for (Map.Entry<String, Long> ceiling : new TreeMap<>(ceilings.bytes()).entrySet()) {
            String name = ceiling.getKey();
            Optional<String> value = changed.value(name);
            if (value.isPresent() && !ceilings.allows(name, value.get())) {
                long most = ceiling.getValue();
                told.add(new Ceilings.Held(name, value.get(), most));
                changed.put(name, Long.toString(most));
            } else if (value.isPresent() && name.equals(Ceilings.CAP)) {
                allowed = Long.parseLong(value.get());
            }
        }
        byte[] body = head;
        if (statement instanceof Statement.Read read) {
            Ceilings.Clamped clamped = ceilings.clamp(read.tokens());
            told.addAll(clamped.told());
            if (!clamped.sql().equals(read.tokens().text())) {
                String behind = behindAddress();
                if (address.has("query") && clamped.sql().endsWith(behind)) {
                    int end = clamped.sql().length() - behind.length();
                    changed.put("query", clamped.sql().substring(0, end));
                } else {
                    changed.remove("query");
                    body = clamped.sql().getBytes(charset(head));
                }
            }
        }
        changed.put(Ceilings.CAP, Long.toString(allowed));
        return new Held(new Asked(path, changed, body, isWhole, isPlain), told);
    }

    Asked with(String name, long value) {
        Address changed = address.copy();
        changed.put(name, Long.toString(value));
        return new Asked(path, changed, head, isWhole, isPlain);
    }

    Asked at(Address changed) {
        return new Asked(path, changed, head, isWhole, isPlain);
    }

    private String text() {
        return address.value("query").orElse("") + behindAddress();
    }

    /// The part of the text that stands in the body, with the line break before it if there is one.
    private String behindAddress() {
        if (!isPlain || head.length == 0) {
            return "";
        }
        String body = new String(head, charset(head));
        return address.value("query").orElse("").isEmpty() ? body : "\n" + body;
    }

    /// UTF-8 where the bytes are that, so that nothing is lost in reading and writing them again;
    /// else each byte is a character.
    private static Charset charset(byte[] bytes) {
        try {
            var _ = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return StandardCharsets.UTF_8;
        } catch (CharacterCodingException e) {
            return StandardCharsets.ISO_8859_1;
        }
    }
}
