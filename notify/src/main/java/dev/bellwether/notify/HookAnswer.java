package dev.bellwether.notify;

import dev.bellwether.model.AlertId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PersonId;
import java.util.List;
import java.util.Optional;

/// What a provider is told, and who took on what by what it brought.
public record HookAnswer(int status, String type, String body, List<TakenOn> taken) {
    public HookAnswer {
        taken = List.copyOf(taken);
    }

    /// Somebody took an alert on by a reply, a key or a button.
    ///
    /// @param person whose page it was; empty when it went to a place that many read
    /// @param how such as `SMS reply`
    /// @param who what the provider calls whoever did it; empty when it does not say
    public record TakenOn(
            OrganizationId organization,
            AlertId alert,
            Optional<PersonId> person,
            String how,
            String who) {}

    static HookAnswer nothing() {
        return new HookAnswer(204, "text/plain", "", List.of());
    }

    static HookAnswer refused(String why) {
        return new HookAnswer(403, "text/plain", why, List.of());
    }

    static HookAnswer xml(String body, List<TakenOn> taken) {
        return new HookAnswer(
                200, "text/xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + body, taken);
    }

    static HookAnswer json(String body, List<TakenOn> taken) {
        return new HookAnswer(200, "application/json", body, taken);
    }
}
