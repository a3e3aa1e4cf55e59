package dev.bellwether.statuspage;

import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.StatusPage;
import dev.bellwether.store.Json;
import dev.bellwether.store.Store;
import dev.bellwether.store.Tx;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// The uploaded logos of an organization.
final class PageImages {
    /// As many as an organization keeps.
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

    /// Deletes those that no page shows, of those that are there and of those that can be brought
    /// back.
    static void sweep(Tx tx, OrganizationId organization) {
        Stream<StatusPage> there =
                tx
                        .sql()
                        .createQuery("SELECT body FROM status_page WHERE organization = :o")
                        .bind("o", organization)
                        .mapTo(String.class)
                        .map(body -> Json.read(body, StatusPage.class))
                        .list()
                        .stream();
        Set<String> shown =
                Stream.concat(there, PageTrash.pages(tx.sql(), organization).stream())
                        .flatMap(page -> page.look().uploadedLogo().stream())
                        .collect(Collectors.toSet());
        tx
                .sql()
                .createQuery("SELECT name FROM page_image WHERE organization = :o")
                .bind("o", organization)
                .mapTo(String.class)
                .list()
                .stream()
                .filter(name -> !shown.contains(name))
                .forEach(name -> delete(tx, organization, name));
    }

    private static void delete(Tx tx, OrganizationId organization, String name) {
        tx.sql()
                .createUpdate("DELETE FROM page_image WHERE organization = :o AND name = :name")
                .bind("o", organization)
                .bind("name", name)
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
