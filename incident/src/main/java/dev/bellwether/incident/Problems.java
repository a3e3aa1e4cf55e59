package dev.bellwether.incident;

import dev.bellwether.model.InvalidInput;
import java.util.ArrayList;
import java.util.List;

/// Collects everything that is wrong with an input, then refuses it at once.
final class Problems {
    private final List<InvalidInput.Problem> problems = new ArrayList<>();

    Problems require(boolean holds, String field, String message) {
        if (!holds) {
            problems.add(new InvalidInput.Problem(field, message));
        }
        return this;
    }

    Problems text(String field, String value, int least, int most) {
        String shown = value.length() > 40 ? value.substring(0, 40) + "…" : value;
        return require(
                value.strip().length() >= least && value.length() <= most,
                field,
                "'"
                        + shown
                        + "' has "
                        + value.length()
                        + " characters; allowed: "
                        + least
                        + " to "
                        + most);
    }

    void refuse() {
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
    }
}
