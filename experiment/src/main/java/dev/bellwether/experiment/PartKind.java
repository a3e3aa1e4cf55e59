package dev.bellwether.experiment;

import java.util.Locale;

/// What a set consists of. The names stand in the database: never change one.
public enum PartKind {
    FLAG,
    SEGMENT,
    GROUP,
    HOLDOUT;

    /// As it is said, and as it stands in the journal.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Where the rules of the set say it stands.
    String things() {
        return word() + "s";
    }
}
