package dev.bellwether.experiment;

import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Collects everything that is wrong with a set, each fault at its path, then refuses it at once.
final class Faults {
    /// More are not told.
    private static final int MOST = 100;

    private static final Predicate<String> NAME =
            com.google.re2j.Pattern.compile("[A-Za-z0-9._:/-]{1,200}")::matches;

    private final List<InvalidInput.Problem> problems = new ArrayList<>();

    void require(boolean holds, String path, String message) {
        if (!holds && problems.size() < MOST) {
            problems.add(new InvalidInput.Problem(path, message));
        }
    }

    /// A name that programs use.
    void name(String path, String name) {
        require(
                NAME.test(name),
                path,
                quoted(name) + " is not 1 to 200 of a-z, A-Z, 0-9, '.', '_', ':', '/' and '-'");
    }

    /// @param most the greatest length
    void length(String path, String text, int most) {
        require(
                !text.isEmpty() && text.length() <= most,
                path,
                quoted(text) + " has " + text.length() + " characters; allowed: 1 to " + most);
    }

    /// @return whether it holds
    boolean size(String path, Collection<?> things, int least, int most) {
        boolean fits = things.size() >= least && things.size() <= most;
        require(fits, path, "'" + things.size() + "' are given; allowed: " + least + " to " + most);
        return fits;
    }

    void share(String path, double share) {
        require(share >= 0 && share <= 1, path, "'" + share + "' is not from 0 to 1");
    }

    void window(String path, Window window) {
        require(
                window.from().isEmpty()
                        || window.until().isEmpty()
                        || window.from().get().isBefore(window.until().get()),
                path,
                "'"
                        + window.until().map(Object::toString).orElse("")
                        + "' is not after the beginning, "
                        + window.from().map(Object::toString).orElse(""));
    }

    /// @param kind such as `a variation of this flag`
    void known(String path, String name, Collection<String> known, String kind) {
        require(
                known.contains(name),
                path,
                quoted(name)
                        + " is not "
                        + kind
                        + Nearest.of(shown(name), known)
                                .map(near -> "; did you mean '" + near + "'?")
                                .orElse(""));
    }

    /// @param before the names so far; this one is added
    void unique(String path, String name, Set<String> before, String kind) {
        require(before.add(name), path, quoted(name) + " names " + kind + " already");
    }

    void refuse() {
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
    }

    /// Of a thing of the set, however long its name is.
    static String path(String things, String name) {
        return things + "." + shown(name);
    }

    static String quoted(String text) {
        return "'" + shown(text) + "'";
    }

    private static String shown(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }
}
