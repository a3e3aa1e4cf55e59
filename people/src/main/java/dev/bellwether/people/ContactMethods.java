package dev.bellwether.people;

import dev.bellwether.model.Channel;
import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.store.Micros;
import dev.bellwether.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The SQL of contact methods and of the codes that prove them.
final class ContactMethods {
    /// A code under way.
    record Code(String hash, Instant expiresAt, int tries) {}

    private ContactMethods() {}

    static ContactMethod insert(
            Tx tx, Person person, Channel channel, String address, boolean verified) {
        return insert(tx, person, new ContactMethod(tx.newId(), channel, address, verified));
    }

    static ContactMethod insert(Tx tx, Person person, ContactMethod method) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO contact_method (id, organization, person, channel, address, verified, position,
                                                    sealed, label)
                        VALUES (:id, :organization, :person, :channel, :address, :verified, :position,
                                :sealed, :label)
                        """)
                .bind("id", method.id())
                .bind("organization", person.organization())
                .bind("person", person.id())
                .bind("channel", method.channel().name())
                .bind("address", method.address())
                .bind("verified", method.verified())
                .bind("sealed", method.sealed().orElse(null))
                .bind("label", method.label().orElse(null))
                .bind("position", person.contacts().size())
                .execute();
        return method;
    }

    static void setCode(Tx tx, String id, String hash, Instant expiresAt) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE contact_method SET code_hash = :hash, code_expires_at = :expires, code_tries = 0,
                            code_sent_at = :now
                        WHERE id = :id
                        """)
                .bind("id", id)
                .bind("hash", hash)
                .bind("expires", expiresAt)
                .bind("now", tx.now())
                .execute();
    }

    static Instant codeSentAt(Tx tx, String id) {
        return tx.sql()
                .createQuery("SELECT code_sent_at FROM contact_method WHERE id = :id")
                .bind("id", id)
                .mapTo(Instant.class)
                .one();
    }

    /// Counts one more try, and tells the code it is against.
    static Optional<Code> tryCode(Tx tx, String id) {
        return tx.sql()
                .createQuery(
                        """
                        UPDATE contact_method SET code_tries = code_tries + 1
                        WHERE id = :id AND code_hash IS NOT NULL
                        RETURNING code_hash, code_expires_at, code_tries
                        """)
                .bind("id", id)
                .map((rs, context) ->
                        new Code(
                                rs.getString("code_hash"),
                                Micros.toInstant(rs.getLong("code_expires_at")),
                                Math.toIntExact(rs.getLong("code_tries"))))
                .findOne();
    }

    static void verified(Tx tx, String id) {
        tx.sql()
                .createUpdate(
                        "UPDATE contact_method SET verified = TRUE, code_hash = NULL WHERE id = :id")
                .bind("id", id)
                .execute();
    }

    static void remove(Tx tx, PersonId person, String id) {
        tx.sql()
                .createUpdate("DELETE FROM contact_method WHERE person = :person AND id = :id")
                .bind("person", person)
                .bind("id", id)
                .execute();
    }

    static void order(Tx tx, List<String> ids) {
        for (int position = 0; position < ids.size(); position++) {
            tx.sql()
                    .createUpdate("UPDATE contact_method SET position = :position WHERE id = :id")
                    .bind("position", position)
                    .bind("id", ids.get(position))
                    .execute();
        }
    }
}
