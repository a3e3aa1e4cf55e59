package dev.bellwether.console;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Role;
import dev.bellwether.model.Slice;
import dev.bellwether.people.AuditEntry;
import dev.bellwether.people.AuditLog;
import java.util.Optional;

/// Who did what, newest first.
final class AuditPages {
    static final String HOME = "/console/audit";
    private static final int PAGE = 50;

    record View(Slice<AuditEntry> entries, boolean begun) {
        Optional<String> next() {
            return entries.next().map(n -> Links.to(HOME, "next", n));
        }

        static String word(Actor.Kind kind) {
            return switch (kind) {
                case PERSON -> "person";
                case TOKEN -> "API token";
                case AUTOMATION -> "automation";
                case IMPORT -> "import";
            };
        }

        /// `token.created` is `token created`.
        static String action(String action) {
            return action.replace('.', ' ').replace('_', ' ');
        }
    }

    private final AuditLog audit;

    AuditPages(AuditLog audit) {
        this.audit = audit;
    }

    void register(Routes routes) {
        routes.get(HOME, Role.VIEWER, this::list);
    }

    private Reply list(Visit visit) {
        var slice = audit.entries(visit.organization(), visit.optional("next"), PAGE);
        var view = new View(slice, visit.optional("next").isPresent());
        return Reply.page(
                "audit", (out, frame) -> JteauditGenerated.render(out, Html.PLAIN, frame, view));
    }
}
