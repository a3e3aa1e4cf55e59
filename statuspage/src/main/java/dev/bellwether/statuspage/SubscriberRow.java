package dev.bellwether.statuspage;

import dev.bellwether.store.Micros;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;

/// A subscriber with what only the room may know.
///
/// @param address a mail address, or the sealed address of a webhook
/// @param contact the mail address that may confirm and is told
/// @param asked mails about the subscription itself so far
record SubscriberRow(
        Subscriber subscriber,
        String address,
        Optional<String> contact,
        int asked,
        Instant askedAt) {
    static final RowMapper<SubscriberRow> ROW =
            (rs, context) ->
                    new SubscriberRow(
                            SubscriberRows.read(rs),
                            rs.getString("address"),
                            Optional.ofNullable(rs.getString("contact")),
                            rs.getInt("asked"),
                            Micros.toInstant(rs.getLong("asked_at")));
}
