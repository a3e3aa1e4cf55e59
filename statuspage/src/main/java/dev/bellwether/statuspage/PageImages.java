package dev.bellwether.statuspage;

import dev.bellwether.model.OrganizationId;
import dev.bellwether.store.Store;
import dev.bellwether.store.Tx;
import java.util.Base64;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The uploaded logos of an organization.
final class PageImages {
    /// As many as an organization keeps; the pages that use one hold it, others may go.
    static final int MOST = 100;

    private PageImages() {}

    static void save(Tx tx, OrganizationId organization, Logo logo) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO page_image (organization, name, type, base64)
                        VALUES (:o, :name, :type, :base64) ON CONFLICT (organization, name) DO NOTHING
                        """)
                .bind("o", organization)
                .bind("name", logo.name())
                .bind("type", logo.type())
                .bind("base64", Base64.getEncoder().encodeToString(logo.bytes()))
                .execute();
    }

    static int count(Handle sql, OrganizationId organization) {
        return sql.createQuery("SELECT COUNT(*) FROM page_image WHERE organization = :o")
                .bind("o", organization)
                .mapTo(Integer.class)
                .one();
    }

    static boolean isThere(Handle sql, OrganizationId organization, String name) {
        return sql.createQuery(
                                "SELECT COUNT(*) FROM page_image WHERE organization = :o AND name = :name")
                        .bind("o", organization)
                        .bind("name", name)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    static Optional<Logo> find(Store store, OrganizationId organization, String name) {
        return store.read(sql ->
                sql.createQuery(
                                "SELECT type, base64 FROM page_image WHERE organization = :o AND name = :name")
                        .bind("o", organization)
                        .bind("name", name)
                        .map((rs, context) ->
                                new Logo(
                                        name,
                                        rs.getString("type"),
                                        Base64.getDecoder().decode(rs.getString("base64"))))
                        .findOne());
    }
}
