package dev.bellwether.watch;

import dev.bellwether.model.Check;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ProviderId;
import dev.bellwether.model.ServiceId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// The queries of [CheckLists]. Their words stand here; values are always bound.
final class CheckListRows {
    private static final String STANDING =
            "CASE WHEN c.paused THEN 'PAUSED' WHEN s.standing IS NULL OR s.standing = ''"
                    + " THEN 'UNKNOWN' ELSE s.standing END";
    private static final String FROM =
            " FROM checks c LEFT JOIN check_state s ON s.check_id = c.id WHERE c.organization = :organization";

    private CheckListRows() {}

    static List<CheckListed> part(
            Handle sql,
            OrganizationId organization,
            CheckFilter filter,
            CheckFilter.Order order,
            int from,
            int limit,
            CheckSeal seal) {
        // Ids first: sorting ten thousand documents would carry all their bytes along.
        List<CheckId> ids = ids(sql, organization, filter, order, from, limit);
        if (ids.isEmpty()) {
            return List.of();
        }
        var found = new HashMap<CheckId, CheckListed>();
        sql.createQuery(
                        """
                        SELECT c.id AS id, c.body AS check_body, c.labels AS labels, s.check_id AS check_id, s.service AS service,
                               s.verdict AS verdict, s.body AS body
                        FROM checks c LEFT JOIN check_state s ON s.check_id = c.id
                        WHERE c.organization = :organization AND c.id IN (<ids>)
                        """)
                .bind("organization", organization)
                .bindList("ids", ids.stream().map(CheckId::value).toList())
                .map((rs, context) -> {
                    Check check = CheckRows.read("check_body", rs);
                    boolean stands = rs.getString("check_id") != null;
                    return new CheckListed(
                            seal.shown(check),
                            stands ? Optional.of(VerdictRows.verdict(rs)) : Optional.empty());
                })
                .forEach(listed -> found.put(listed.check().id(), listed));
        return ids.stream().filter(found::containsKey).map(found::get).toList();
    }

    static List<CheckId> ids(
            Handle sql,
            OrganizationId organization,
            CheckFilter filter,
            CheckFilter.Order order,
            int from,
            int limit) {
        Query query =
                sql.createQuery(
                        "SELECT c.id"
                                + FROM
                                + where(filter)
                                + " ORDER BY "
                                + order(order)
                                + " LIMIT :limit OFFSET :from");
        return bind(query, organization, filter)
                .bind("limit", limit)
                .bind("from", from)
                .map((rs, context) -> new CheckId(rs.getString(1)))
                .list();
    }

    static Map<CheckStanding, Integer> counts(
            Handle sql, OrganizationId organization, CheckFilter filter) {
        var counts = new EnumMap<CheckStanding, Integer>(CheckStanding.class);
        Query query =
                sql.createQuery(
                        "SELECT " + STANDING + ", count(*)" + FROM + where(filter) + " GROUP BY 1");
        bind(query, organization, filter)
                .map((rs, context) ->
                        counts.put(CheckStanding.valueOf(rs.getString(1)), rs.getInt(2)))
                .list();
        return counts;
    }

    static List<CheckFound> search(
            Handle sql, OrganizationId organization, String words, int limit) {
        String asked = asked(words);
        String rank =
                """
                CASE WHEN c.sought = :exact OR c.sought LIKE :labelled ESCAPE '!' OR c.host = :exact OR c.id = :exact THEN 0
                     WHEN c.sought LIKE :prefix ESCAPE '!' OR c.host LIKE :prefix ESCAPE '!' THEN 1
                     WHEN c.sought LIKE :word1 ESCAPE '!' OR c.sought LIKE :word2 ESCAPE '!'
                          OR c.sought LIKE :word3 ESCAPE '!' OR c.host LIKE :word4 ESCAPE '!' THEN 2
                     ELSE 3 END
                """;
        return sql.createQuery(
                        "SELECT c.id, c.service, c.name, c.host, "
                                + STANDING
                                + " AS standing, "
                                + rank
                                + " AS fit"
                                + FROM
                                + " AND "
                                + HOLDS
                                + " ORDER BY fit, length(c.name), c.name, c.id LIMIT :limit")
                .bind("organization", organization)
                .bind("exact", asked)
                .bind("labelled", like(asked) + " #%")
                .bind("prefix", like(asked) + "%")
                .bind("word1", "% " + like(asked) + "%")
                .bind("word2", "%-" + like(asked) + "%")
                .bind("word3", "%/" + like(asked) + "%")
                .bind("word4", "%." + like(asked) + "%")
                .bind("holds", "%" + like(asked) + "%")
                .bind("limit", limit)
                .map((rs, context) ->
                        new CheckFound(
                                new CheckId(rs.getString("id")),
                                new ServiceId(rs.getString("service")),
                                rs.getString("name"),
                                rs.getString("host"),
                                CheckStanding.valueOf(rs.getString("standing")),
                                rs.getInt("fit")))
                .list();
    }

    static void followed(
            Handle sql, OrganizationId organization, BiConsumer<ProviderId, ServiceId> each) {
        sql.createQuery(
                        """
                        SELECT DISTINCT host, service FROM checks
                        WHERE organization = :organization AND kind = 'ProviderPage' ORDER BY 1, 2
                        """)
                .bind("organization", organization)
                .map((rs, context) -> {
                    each.accept(
                            new ProviderId(rs.getString("host")),
                            new ServiceId(rs.getString("service")));
                    return true;
                })
                .list();
    }

    private static final String HOLDS =
            "(c.sought LIKE :holds ESCAPE '!' OR c.host LIKE :holds ESCAPE '!' OR c.id = :exact)";

    private static String where(CheckFilter filter) {
        var where = new StringBuilder();
        if (!filter.words().isBlank()) {
            where.append(" AND ").append(HOLDS);
        }
        if (filter.kind().isPresent()) {
            where.append(" AND c.kind = :kind");
        }
        if (filter.service().isPresent()) {
            where.append(" AND c.service = :service");
        }
        if (filter.standing().isPresent()) {
            where.append(" AND ").append(STANDING).append(" = :standing");
        }
        return where.toString();
    }

    private static Query bind(Query query, OrganizationId organization, CheckFilter filter) {
        query.bind("organization", organization);
        if (!filter.words().isBlank()) {
            String asked = asked(filter.words());
            query.bind("holds", "%" + like(asked) + "%").bind("exact", asked);
        }
        filter.kind().ifPresent(kind -> query.bind("kind", CheckColumns.kind(kind)));
        filter.service().ifPresent(service -> query.bind("service", service));
        filter.standing().ifPresent(standing -> query.bind("standing", standing.name()));
        return query;
    }

    private static String order(CheckFilter.Order order) {
        return switch (order) {
            case WORST ->
                    "CASE "
                            + STANDING
                            + " WHEN 'DOWN' THEN 0 WHEN 'DEGRADED' THEN 1 WHEN 'UNKNOWN' THEN 2"
                            + " WHEN 'UP' THEN 3 ELSE 4 END, c.name, c.id";
            case NAME -> "c.name, c.id";
            case NEWEST -> "c.created_at DESC, c.id DESC";
        };
    }

    private static String asked(String words) {
        String cut = words.strip().toLowerCase(Locale.ROOT);
        return cut.length() > 100 ? cut.substring(0, 100) : cut;
    }

    private static String like(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }
}
