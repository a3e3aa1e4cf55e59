package dev.bellwether.people;

import dev.bellwether.model.NotificationRule;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.QuietHours;
import dev.bellwether.model.Urgency;
import dev.bellwether.store.Tx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The SQL of notification rules and quiet hours.
final class NotificationRules {
    private record Owned(String person, NotificationRule rule) {}

    private NotificationRules() {}

    /// By person, in the order in which they take effect.
    static Map<String, List<NotificationRule>> of(Handle sql, List<String> persons) {
        var rules = new HashMap<String, List<NotificationRule>>();
        sql.createQuery(
                        """
                        SELECT id, person, contact, urgency, after_seconds FROM notification_rule
                        WHERE person IN (<persons>) ORDER BY urgency, after_seconds, id
                        """)
                .bindList("persons", persons)
                .map((rs, context) ->
                        new Owned(
                                rs.getString("person"),
                                new NotificationRule(
                                        rs.getString("id"),
                                        Urgency.valueOf(rs.getString("urgency")),
                                        Duration.ofSeconds(rs.getLong("after_seconds")),
                                        rs.getString("contact"))))
                .forEach(owned ->
                        rules.computeIfAbsent(owned.person(), key -> new ArrayList<>())
                                .add(owned.rule()));
        return rules;
    }

    /// In place of all of them.
    static void replace(Tx tx, PersonId person, List<NotificationRule> rules) {
        tx.sql()
                .createUpdate("DELETE FROM notification_rule WHERE person = :person")
                .bind("person", person)
                .execute();
        for (NotificationRule rule : rules) {
            tx.sql()
                    .createUpdate(
                            """
                            INSERT INTO notification_rule (id, person, contact, urgency, after_seconds)
                            VALUES (:id, :person, :contact, :urgency, :after)
                            """)
                    .bind("id", rule.id())
                    .bind("person", person)
                    .bind("contact", rule.contact())
                    .bind("urgency", rule.urgency().name())
                    .bind("after", rule.after().toSeconds())
                    .execute();
        }
    }

    static void quiet(Tx tx, PersonId person, Optional<QuietHours> quiet) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE person SET quiet_zone = :zone, quiet_from = :from, quiet_to = :to WHERE id = :id
                        """)
                .bind("id", person)
                .bind("zone", quiet.map(hours -> hours.zone().getId()).orElse(null))
                .bind("from", quiet.map(hours -> hours.from().toString()).orElse(null))
                .bind("to", quiet.map(hours -> hours.to().toString()).orElse(null))
                .execute();
    }
}
