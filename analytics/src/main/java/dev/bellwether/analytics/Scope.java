package dev.bellwether.analytics;

import dev.bellwether.model.CheckId;
import dev.bellwether.model.OrganizationId;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;

/// Whose check is asked about, and how long the answer may take.
record Scope(OrganizationId organization, CheckId check, Duration limit) {
    /// Binds organization, check and two instants in micros.
    void bind(PreparedStatement statement, long from, long to) throws SQLException {
        statement.setQueryTimeout((int) limit.toSeconds());
        statement.setString(1, organization.value());
        statement.setString(2, check.value());
        statement.setLong(3, from);
        statement.setLong(4, to);
    }
}
