package dev.bellwether.oncall;

import dev.bellwether.model.Alert;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.store.Micros;
import java.util.Optional;

/// A place in the list of alerts: `<microseconds>_<id>`.
record AlertCursor(long micros, String id) {
    static AlertCursor of(Optional<String> text) {
        return text.map(AlertCursor::parse).orElse(new AlertCursor(Long.MAX_VALUE, ""));
    }

    static String after(Alert last) {
        return Micros.of(last.triggeredAt()) + "_" + last.id();
    }

    private static AlertCursor parse(String text) {
        int at = text.indexOf('_');
        try {
            if (at > 0) {
                return new AlertCursor(
                        Long.parseLong(text.substring(0, at)), text.substring(at + 1));
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new InvalidInput(
                "cursor", "'" + text + "' is not the 'next' of an answer of this list");
    }
}
