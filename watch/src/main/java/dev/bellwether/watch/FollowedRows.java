package dev.bellwether.watch;

import dev.bellwether.model.Check;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ProviderId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.store.Json;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// Which services follow which provider's page, by the columns beside the checks and their indexes.
/// A row whose columns an older version left empty is read whole, until [CheckColumns.Fill] was
/// there.
final class FollowedRows {
    record Followed(OrganizationId organization, ServiceId service, ProviderId provider) {}

    private static final String UNFILLED = "SELECT body FROM checks WHERE kind = ''";

    private FollowedRows() {}

    /// Of all organizations.
    static Set<Followed> of(Handle sql, ProviderId provider) {
        var found =
                new LinkedHashSet<>(
                        sql.createQuery(
                                        """
                                        SELECT DISTINCT organization, service, host FROM checks
                                        WHERE kind = 'ProviderPage' AND host = :provider ORDER BY 1, 2
                                        """)
                                .bind("provider", provider)
                                .map((rs, _) ->
                                        followed(rs.getString(1), rs.getString(2), rs.getString(3)))
                                .list());
        unfilled(sql).filter(one -> one.provider().equals(provider)).forEach(found::add);
        return found;
    }

    static Set<Followed> by(Handle sql, OrganizationId organization, ServiceId service) {
        var found =
                new LinkedHashSet<>(
                        sql.createQuery(
                                        """
                                        SELECT DISTINCT organization, service, host FROM checks
                                        WHERE kind = 'ProviderPage' AND organization = :organization
                                          AND service = :service ORDER BY 3
                                        """)
                                .bind("organization", organization)
                                .bind("service", service)
                                .map((rs, _) ->
                                        followed(rs.getString(1), rs.getString(2), rs.getString(3)))
                                .list());
        unfilled(sql)
                .filter(one ->
                        one.organization().equals(organization) && one.service().equals(service))
                .forEach(found::add);
        return found;
    }

    private static Stream<Followed> unfilled(Handle sql) {
        List<String> bodies = sql.createQuery(UNFILLED).mapTo(String.class).list();
        return bodies.stream()
                .map(body -> Json.read(body, Check.class))
                .filter(check -> check.spec() instanceof CheckSpec.ProviderPage)
                .map(check ->
                        new Followed(
                                check.organization(),
                                check.service(),
                                ((CheckSpec.ProviderPage) check.spec()).provider()));
    }

    private static Followed followed(String organization, String service, String provider) {
        return new Followed(
                new OrganizationId(organization), new ServiceId(service), new ProviderId(provider));
    }
}
