package dev.bellwether.console;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// One sentence about what was just done, shown on the next page. It travels in a cookie that is
/// taken away when it was read.
///
/// @param undo what brings it back; empty when nothing does
record Flash(boolean good, String text, Optional<String> undo) {
    private static final int LONGEST = 600;
    private static final String UNDO = "[a-z0-9]{1,40}";

    static Flash done(String text) {
        return new Flash(true, text, Optional.empty());
    }

    static Flash refused(String text) {
        return new Flash(false, text, Optional.empty());
    }

    static Flash undoable(String text, String undo) {
        return new Flash(true, text, Optional.of(undo));
    }

    String cookie() {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        String all = (good ? "+" : "-") + undo.orElse("") + "|" + cut;
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(all.getBytes(StandardCharsets.UTF_8));
    }

    static Optional<Flash> read(String cookie) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cookie), StandardCharsets.UTF_8);
            int bar = text.indexOf('|');
            if (bar < 1 || bar == text.length() - 1 || text.length() > LONGEST + 50) {
                return Optional.empty();
            }
            return Optional.of(
                    new Flash(
                            text.charAt(0) == '+',
                            text.substring(bar + 1),
                            Optional.of(text.substring(1, bar)).filter(id -> id.matches(UNDO))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
