package dev.bellwether.oncall;

import dev.bellwether.model.AlertId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.store.Documents;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// The table `alert_group`, and the alerts in a group.
final class GroupRows {
    private static final int MOST_AT_ONCE = 1_000;
    private static final Documents<Group> GROUPS = Documents.in("alert_group", Group.class);

    private GroupRows() {}

    static void save(Handle sql, Group group) {
        GROUPS.row(group.organization(), group.id(), group)
                .with("leader", group.leader())
                .with("gathers", group.gathers(), String.class)
                .with("opened_at", group.openedAt())
                .with("tell_at", group.tellAt(), Instant.class)
                .save(sql);
    }

    static void remove(Handle sql, Group group) {
        GROUPS.remove(sql, group.organization(), group.id());
    }

    static Optional<Group> find(Handle sql, OrganizationId organization, AlertId id) {
        return GROUPS.find(sql, organization, id);
    }

    /// The newest that gathers alerts of this kind.
    static Optional<Group> gathering(
            Handle sql, OrganizationId organization, String kind, Instant since) {
        return GROUPS
                .select(
                        sql,
                        organization,
                        "AND gathers = :kind AND opened_at >= :since ORDER BY opened_at DESC",
                        Map.of("kind", kind, "since", since),
                        1)
                .stream()
                .findFirst();
    }

    static Map<AlertId, Group> all(
            Handle sql, OrganizationId organization, Collection<AlertId> ids) {
        return ids.stream()
                .distinct()
                .limit(MOST_AT_ONCE)
                .flatMap(id -> find(sql, organization, id).stream())
                .collect(Collectors.toMap(Group::id, group -> group));
    }

    /// Open alerts of the group but its leader, the oldest first.
    static List<AlertId> followers(Handle sql, Group group, int most) {
        return sql.createQuery(
                        """
                        SELECT id FROM alert
                        WHERE organization = :organization AND group_id = :group AND open AND id <> :leader
                        ORDER BY triggered_at, id LIMIT :most
                        """)
                .bind("organization", group.organization())
                .bind("group", group.id())
                .bind("leader", group.leader())
                .bind("most", most)
                .map((rs, context) -> new AlertId(rs.getString(1)))
                .list();
    }

    static int count(Handle sql, Group group) {
        return sql.createQuery(
                        """
                        SELECT count(*) FROM alert
                        WHERE organization = :organization AND group_id = :group AND open AND id <> :leader
                        """)
                .bind("organization", group.organization())
                .bind("group", group.id())
                .bind("leader", group.leader())
                .mapTo(Integer.class)
                .one();
    }

    /// Whether others have joined since then that are open.
    static boolean hasGrown(Handle sql, Group group, Instant since) {
        return sql.createQuery(
                        """
                        SELECT EXISTS (SELECT 1 FROM alert
                            WHERE organization = :organization AND group_id = :group AND open
                            AND id <> :leader AND triggered_at >= :since)
                        """)
                .bind("organization", group.organization())
                .bind("group", group.id())
                .bind("leader", group.leader())
                .bind("since", since)
                .mapTo(Boolean.class)
                .one();
    }

    static List<Documents.Place> toTell(Handle sql, Instant now, int most) {
        return GROUPS.due(sql, "tell_at", now, most);
    }

    static Optional<Instant> nextToTell(Handle sql) {
        return GROUPS.nextDue(sql, "tell_at");
    }

    /// Has the clock look at each that follows.
    static void wake(Handle sql, Group group, Instant now) {
        sql.createUpdate(
                        """
                        UPDATE alert SET next_at = :now
                        WHERE organization = :organization AND group_id = :group AND open AND id <> :leader
                        """)
                .bind("now", now)
                .bind("organization", group.organization())
                .bind("group", group.id())
                .bind("leader", group.leader())
                .execute();
    }
}
