package dev.bellwether.incident;

import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import dev.bellwether.store.Micros;
import dev.bellwether.store.Store;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;

/// Services as people look through them: filtered, counted and sorted in the database, so that a
/// page of a list of [Services#MOST] reads one page. Reads only; safe for many threads.
public final class ServiceLists {
    private static final String STATUS = "coalesce(t.status, 'UNKNOWN')";
    private static final String FROM =
            " FROM service s LEFT JOIN service_status t ON t.organization = s.organization"
                    + " AND t.service = s.id WHERE s.organization = :organization"
                    + " AND (:holds = '%%' OR lower(s.name) LIKE :holds ESCAPE '!' OR s.id = :exact)";
    private static final String WORST =
            "CASE "
                    + STATUS
                    + " WHEN 'MAJOR_OUTAGE' THEN 0 WHEN 'PARTIAL_OUTAGE' THEN 1 WHEN 'DEGRADED'"
                    + " THEN 2 WHEN 'UNKNOWN' THEN 3 WHEN 'MAINTENANCE' THEN 4 ELSE 5 END";

    private final Store store;

    ServiceLists(Store store) {
        this.store = store;
    }

    /// A part of the list: the worst first, then by name.
    ///
    /// @param words what the name holds, or the id; empty means any. SQLite knows lower case of
    ///   ASCII only
    /// @param from how many come before, 0 to [Services#MOST]
    /// @param limit 1 to 200
    public List<ServiceListed> part(
            OrganizationId organization,
            String words,
            Optional<Status> status,
            int from,
            int limit) {
        String only = status.isPresent() ? " AND " + STATUS + " = :status" : "";
        return listed(
                organization,
                words,
                only + " ORDER BY " + WORST + ", s.name, s.id",
                query -> status.ifPresent(wanted -> query.bind("status", wanted.name())),
                from,
                limit);
    }

    /// The best fits of the name or the id: exact, then prefix, then whole word, then anywhere.
    ///
    /// @param limit 1 to 200
    public List<ServiceListed> search(OrganizationId organization, String words, int limit) {
        String asked = asked(words);
        if (asked.isEmpty()) {
            return List.of();
        }
        return listed(
                organization,
                words,
                " ORDER BY CASE WHEN lower(s.name) = :exact OR s.id = :exact THEN 0"
                        + " WHEN lower(s.name) LIKE :prefix ESCAPE '!' THEN 1"
                        + " WHEN lower(s.name) LIKE :word ESCAPE '!' THEN 2 ELSE 3 END,"
                        + " length(s.name), s.name, s.id",
                query ->
                        query.bind("prefix", like(asked) + "%")
                                .bind("word", "% " + like(asked) + "%"),
                0,
                limit);
    }

    /// How many services there are of each status.
    public Map<Status, Integer> counts(OrganizationId organization, String words) {
        var counts = new EnumMap<Status, Integer>(Status.class);
        store.read(sql ->
                bind(
                                sql.createQuery(
                                        "SELECT " + STATUS + ", count(*)" + FROM + " GROUP BY 1"),
                                organization,
                                words)
                        .map((rs, context) ->
                                counts.put(Status.valueOf(rs.getString(1)), rs.getInt(2)))
                        .list());
        return counts;
    }

    private List<ServiceListed> listed(
            OrganizationId organization,
            String words,
            String rest,
            java.util.function.Consumer<Query> more,
            int from,
            int limit) {
        return store.read(sql -> {
            Query query =
                    sql.createQuery(
                            "SELECT s.id, s.name, "
                                    + STATUS
                                    + " AS status, t.since, coalesce(t.why, '') AS why"
                                    + FROM
                                    + rest
                                    + " LIMIT :limit OFFSET :from");
            more.accept(query);
            return bind(query, organization, words)
                    .bind("limit", Math.clamp(limit, 1, 200))
                    .bind("from", Math.clamp(from, 0, Services.MOST))
                    .map((rs, context) -> {
                        long since = rs.getLong("since");
                        boolean never = rs.wasNull();
                        return new ServiceListed(
                                new ServiceId(rs.getString("id")),
                                rs.getString("name"),
                                Status.valueOf(rs.getString("status")),
                                never ? Optional.empty() : Optional.of(Micros.toInstant(since)),
                                rs.getString("why"));
                    })
                    .list();
        });
    }

    private static Query bind(Query query, OrganizationId organization, String words) {
        String asked = asked(words);
        return query.bind("organization", organization)
                .bind("holds", "%" + like(asked) + "%")
                .bind("exact", asked);
    }

    private static String asked(String words) {
        String cut = words.strip().toLowerCase(Locale.ROOT);
        return cut.length() > 100 ? cut.substring(0, 100) : cut;
    }

    private static String like(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }
}
