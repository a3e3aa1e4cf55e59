package dev.bellwether.incident;

import dev.bellwether.model.MaintenanceId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.SeriesId;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// The table `maintenance_occurrence`.
final class OccurrenceRows {
    private static final RowMapper<Occurrence> OCCURRENCE =
            (rs, context) ->
                    new Occurrence(
                            new SeriesId(rs.getString("series")),
                            rs.getString("occurs"),
                            new MaintenanceId(rs.getString("maintenance")));

    private OccurrenceRows() {}

    /// The newest 1,000 of a series, in order.
    static List<Occurrence> of(Handle sql, OrganizationId organization, SeriesId series) {
        return sql.createQuery(
                        """
                        SELECT * FROM maintenance_occurrence
                        WHERE organization = :organization AND series = :series
                        ORDER BY occurs DESC LIMIT 1000
                        """)
                .bind("organization", organization)
                .bind("series", series)
                .map(OCCURRENCE)
                .list()
                .reversed();
    }

    static Optional<Occurrence> find(
            Handle sql, OrganizationId organization, MaintenanceId maintenance) {
        return sql.createQuery(
                        """
                        SELECT * FROM maintenance_occurrence
                        WHERE organization = :organization AND maintenance = :maintenance
                        """)
                .bind("organization", organization)
                .bind("maintenance", maintenance)
                .map(OCCURRENCE)
                .findOne();
    }

    static void add(Handle sql, OrganizationId organization, Occurrence occurrence) {
        sql.createUpdate(
                        """
                        INSERT INTO maintenance_occurrence (organization, series, occurs, maintenance)
                        VALUES (:organization, :series, :occurs, :maintenance)
                        """)
                .bind("organization", organization)
                .bind("series", occurrence.series())
                .bind("occurs", occurrence.occurs())
                .bind("maintenance", occurrence.maintenance())
                .execute();
    }

    static void remove(Handle sql, OrganizationId organization, Occurrence occurrence) {
        sql.createUpdate(
                        """
                        DELETE FROM maintenance_occurrence
                        WHERE organization = :organization AND series = :series AND occurs = :occurs
                        """)
                .bind("organization", organization)
                .bind("series", occurrence.series())
                .bind("occurs", occurrence.occurs())
                .execute();
    }
}
