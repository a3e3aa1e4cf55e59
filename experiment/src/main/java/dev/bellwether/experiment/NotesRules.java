package dev.bellwether.experiment;

import dev.bellwether.model.InvalidInput.Problem;
import java.util.ArrayList;
import java.util.List;

/// What must be true of what is kept beside a set's own rules. Pure.
final class NotesRules {
    private static final int LONGEST_VARIATION = 128;

    private NotesRules() {}

    static List<Problem> problems(Flag flag, FlagNotes notes) {
        var problems = new ArrayList<>(name(PartKind.FLAG, flag.key()));
        if (notes.description().length() > FlagNotes.LONGEST) {
            problems.add(
                    new Problem(
                            "description",
                            "has "
                                    + notes.description().length()
                                    + " characters; allowed: up to "
                                    + FlagNotes.LONGEST));
        }
        if (notes.services().size() > FlagNotes.MOST_SERVICES) {
            problems.add(
                    new Problem(
                            "services",
                            "'"
                                    + notes.services().size()
                                    + "' are named; at most "
                                    + FlagNotes.MOST_SERVICES
                                    + " are allowed"));
        }
        for (Variation variation : flag.variations()) {
            if (variation.name().length() > LONGEST_VARIATION) {
                problems.add(
                        new Problem(
                                "variations",
                                Faults.quoted(variation.name())
                                        + " is longer than the "
                                        + LONGEST_VARIATION
                                        + " characters that an event's variation has"));
            }
        }
        return problems;
    }

    /// Names stand in addresses, where a slash would end them.
    static List<Problem> name(PartKind kind, String name) {
        return name.indexOf('/') < 0
                ? List.of()
                : List.of(
                        new Problem(
                                kind == PartKind.FLAG ? "key" : "name",
                                Faults.quoted(name)
                                        + " has a '/' in it, which an address cannot have; take '.'"
                                        + " or ':'"));
    }
}
