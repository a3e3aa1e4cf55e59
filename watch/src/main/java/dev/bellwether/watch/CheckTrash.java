package dev.bellwether.watch;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Check;
import dev.bellwether.model.CheckChanged;
import dev.bellwether.model.CheckRemoved;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.store.Trash;
import dev.bellwether.store.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Checks that can be brought back as they were: removed ones, and changed ones that nobody has
/// changed since. Everything here is sealed.
final class CheckTrash {
    static final String KIND = "checks";
    private static final String OF_SERVICE = "checks-of-service";

    /// @param removed as they were
    /// @param before changed ones as they were
    /// @param after the same, in the same order, as they became
    record Body(List<Check> removed, List<Check> before, List<Check> after) {}

    private CheckTrash() {}

    static String removed(Tx tx, OrganizationId organization, List<Check> checks, Actor actor) {
        String name = checks.size() == 1 ? checks.getFirst().name() : checks.size() + " checks";
        return put(tx, organization, "Deleted " + name, checks, List.of(), List.of(), actor);
    }

    static String changed(
            Tx tx,
            OrganizationId organization,
            List<Check> before,
            List<Check> after,
            Actor actor) {
        String name = before.size() == 1 ? before.getFirst().name() : before.size() + " checks";
        return put(tx, organization, "Changed " + name, List.of(), before, after, actor);
    }

    private static String put(
            Tx tx,
            OrganizationId organization,
            String name,
            List<Check> removed,
            List<Check> before,
            List<Check> after,
            Actor actor) {
        return Trash.put(tx, organization, KIND, "", name, actor, new Body(removed, before, after));
    }

    /// The checks that go with a service wait for it to come back.
    static void withService(
            Tx tx,
            OrganizationId organization,
            ServiceId service,
            List<Check> checks,
            Actor actor) {
        if (!checks.isEmpty()) {
            var body = new Body(checks, List.of(), List.of());
            Trash.put(tx, organization, OF_SERVICE, service.value(), "", actor, body);
        }
    }

    /// The service is there again.
    static void serviceReturned(
            Tx tx, OrganizationId organization, ServiceId service, Actor actor, CheckSeal seal) {
        for (Body body : Trash.takeAll(tx, organization, OF_SERVICE, service.value(), Body.class)) {
            body.removed().forEach(check -> bringBack(tx, check, actor, seal));
        }
    }

    static Undone restore(
            Tx tx, OrganizationId organization, String id, Actor actor, CheckSeal seal) {
        Body body = Trash.take(tx, organization, KIND, id, Body.class);
        var refused = new ArrayList<String>();
        int done = 0;
        for (Check check : body.removed()) {
            if (bringBack(tx, check, actor, seal)) {
                done++;
            } else {
                refused.add(check.name());
            }
        }
        for (int i = 0; i < body.before().size(); i++) {
            Check before = body.before().get(i);
            Optional<Check> now = CheckRows.find(tx.sql(), organization, before.id());
            if (now.isPresent() && now.get().equals(body.after().get(i))) {
                write(tx, before, now.get().service(), actor, seal);
                done++;
            } else {
                refused.add(before.name());
            }
        }
        return new Undone(done, refused);
    }

    private static boolean bringBack(Tx tx, Check check, Actor actor, CheckSeal seal) {
        boolean free =
                CheckRows.find(tx.sql(), check.organization(), check.id()).isEmpty()
                        && CheckRows.count(tx.sql(), check.organization()) < Checks.MOST;
        if (free) {
            write(tx, check, check.service(), actor, seal);
        }
        return free;
    }

    private static void write(Tx tx, Check check, ServiceId from, Actor actor, CheckSeal seal) {
        CheckRows.save(tx, check, seal.token(check));
        if (!from.equals(check.service())) {
            tx.journal(check.organization(), new CheckRemoved(check.id(), from, actor));
        }
        tx.journal(check.organization(), new CheckChanged(check, actor));
    }
}
