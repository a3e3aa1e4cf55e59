package dev.bellwether.console;

import dev.bellwether.model.Actor;
import dev.bellwether.model.OrganizationId;
import java.util.List;
import java.util.Optional;

/// The set-up of an organization as a file, for the page that shows it. Whoever assembles the house
/// gives one.
public interface SetupDesk {
    /// What came of a file.
    sealed interface Outcome {
        /// Nothing was changed.
        record Wrong(List<Problem> problems) implements Outcome {}

        /// @param steps what was changed, or would be; what stays as it is is not among them
        /// @param left how many things are as wanted
        /// @param warnings about those: what would be refused if it were saved today
        record Planned(List<Step> steps, int left, List<Problem> warnings) implements Outcome {}
    }

    /// @param where such as `line 12`; empty when it is about the whole
    record Problem(String where, String field, String message) {}

    enum Kind {
        CREATE,
        CHANGE,
        DELETE
    }

    /// @param section as the file calls it, such as `services`
    record Step(Kind kind, String section, String key, String name, List<Field> fields) {}

    /// @param before empty when there was none
    /// @param after empty when there is to be none
    record Field(String name, Optional<String> before, Optional<String> after) {}

    /// As YAML, without secrets.
    String yaml(OrganizationId organization);

    /// What applying the file would change; changes nothing.
    Outcome plan(OrganizationId organization, String yaml, boolean prune, Actor actor);

    /// All of it, or nothing.
    Outcome apply(OrganizationId organization, String yaml, boolean prune, Actor actor);
}
