package dev.bellwether.incident;

import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.store.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

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

    /// Services that the organization does not have.
    Problems known(Tx tx, OrganizationId organization, Set<ServiceId> services, String field) {
        for (ServiceId id : services) {
            require(
                    ServiceRows.find(tx.sql(), organization, id).isPresent(),
                    field,
                    "'" + id + "' is not a service of this organization");
        }
        return this;
    }

    void refuse() {
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
    }
}
