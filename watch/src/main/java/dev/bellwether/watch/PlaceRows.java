package dev.bellwether.watch;

import dev.bellwether.model.OrganizationId;
import dev.bellwether.store.Micros;
import dev.bellwether.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The table `place`.
final class PlaceRows {
    private static final int MOST = 1_000;

    private PlaceRows() {}

    static List<Place> all(Handle sql) {
        return sql.createQuery("SELECT * FROM place ORDER BY name, id LIMIT :most")
                .bind("most", MOST)
                .map((rs, context) -> read(rs))
                .list();
    }

    /// Those that serve an organization: its own, and those that serve all.
    static List<Place> of(Handle sql, OrganizationId organization) {
        return sql.createQuery(
                        """
                        SELECT * FROM place WHERE organization = :organization OR organization = ''
                        ORDER BY name, id LIMIT :most
                        """)
                .bind("organization", organization)
                .bind("most", MOST)
                .map((rs, context) -> read(rs))
                .list();
    }

    static Optional<Place> byToken(Handle sql, String digest) {
        return sql.createQuery("SELECT * FROM place WHERE token = :token")
                .bind("token", digest)
                .map((rs, context) -> read(rs))
                .findOne();
    }

    /// Whether the name is taken for `organization`, or (empty) for anybody.
    static boolean isTaken(Handle sql, Optional<OrganizationId> organization, String name) {
        return sql.createQuery(
                                """
                                SELECT count(*) FROM place WHERE name = :name
                                AND (:organization = '' OR organization = '' OR organization = :organization)
                                """)
                        .bind("name", name)
                        .bind("organization", text(organization))
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    static void insert(Tx tx, Place place, String digest) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO place (id, organization, name, region, latitude, longitude, token, created_at)
                        VALUES (:id, :organization, :name, :region, :latitude, :longitude, :token, :now)
                        """)
                .bind("id", place.id())
                .bind("organization", text(place.organization()))
                .bind("name", place.name())
                .bind("region", place.region())
                .bind("latitude", place.latitude().orElse(null))
                .bind("longitude", place.longitude().orElse(null))
                .bind("token", digest)
                .bind("now", place.createdAt())
                .execute();
    }

    /// What a place says of where it is.
    static void move(Tx tx, Place place) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE place SET region = :region, latitude = :latitude, longitude = :longitude
                        WHERE id = :id
                        """)
                .bind("id", place.id())
                .bind("region", place.region())
                .bind("latitude", place.latitude().orElse(null))
                .bind("longitude", place.longitude().orElse(null))
                .execute();
    }

    static void delete(Tx tx, String id) {
        tx.sql().createUpdate("DELETE FROM place_sight WHERE place = :id").bind("id", id).execute();
        tx.sql().createUpdate("DELETE FROM place WHERE id = :id").bind("id", id).execute();
    }

    private static String text(Optional<OrganizationId> organization) {
        return organization.map(OrganizationId::value).orElse("");
    }

    private static Place read(ResultSet rs) throws SQLException {
        String organization = rs.getString("organization");
        return new Place(
                rs.getString("id"),
                organization.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new OrganizationId(organization)),
                rs.getString("name"),
                rs.getString("region"),
                degrees(rs, "latitude"),
                degrees(rs, "longitude"),
                Micros.toInstant(rs.getLong("created_at")));
    }

    private static Optional<Double> degrees(ResultSet rs, String column) throws SQLException {
        double value = rs.getDouble(column);
        return rs.wasNull() ? Optional.empty() : Optional.of(value);
    }
}
