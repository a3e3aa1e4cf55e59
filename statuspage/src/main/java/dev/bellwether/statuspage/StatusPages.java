package dev.bellwether.statuspage;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PageAccess;
import dev.bellwether.model.PageId;
import dev.bellwether.model.PageLook;
import dev.bellwether.model.PasswordHasher;
import dev.bellwether.model.StatusPage;
import dev.bellwether.model.StatusPageChanged;
import dev.bellwether.model.StatusPageRemoved;
import dev.bellwether.store.Json;
import dev.bellwether.store.Store;
import dev.bellwether.store.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The set-up of status pages.
public final class StatusPages {
    public static final int MOST_LOGO_BYTES = 256 * 1024;

    private static final int MOST_PAGES = 200;

    private final Store store;
    private final PasswordHasher hasher;

    public StatusPages(Store store, PasswordHasher hasher) {
        this.store = store;
        this.hasher = hasher;
    }

    /// Pages to which no password can be given.
    public StatusPages(Store store) {
        this(store, PasswordHasher.NONE);
    }

    /// The pages of an organization, by name; 200 at most.
    public List<StatusPage> list(OrganizationId organization) {
        return store.read(sql ->
                sql.createQuery(
                                """
                                SELECT body FROM status_page WHERE organization = :o
                                ORDER BY name, id LIMIT :limit
                                """)
                        .bind("o", organization)
                        .bind("limit", MOST_PAGES)
                        .mapTo(String.class)
                        .map(body -> Json.read(body, StatusPage.class).withoutSecrets())
                        .list());
    }

    /// @throws NotFound when the organization has no such page
    public StatusPage get(OrganizationId organization, PageId id) {
        return store.read(sql -> get(sql, organization, id)).withoutSecrets();
    }

    /// @throws dev.bellwether.model.InvalidInput with everything that is wrong
    /// @throws Conflict when another page has the slug or the domain
    public StatusPage create(OrganizationId organization, PageSpec spec, Actor actor) {
        PageSpec clean = checked(organization, spec);
        Optional<String> hash = hash(clean);
        return store.write(tx -> {
            refuse(PageMeans.problems(tx, organization, clean));
            refuseMore(tx.sql(), organization);
            PageId id = new PageId(tx.newId());
            PageAccess access = PageDraft.access(clean, Optional.empty(), hash);
            StatusPage page = PageDraft.make(id, organization, clean, Optional.empty(), access, tx);
            return save(tx, page, actor).withoutSecrets();
        });
    }

    /// Replaces the set-up. Making a page the main one takes that from the organization's other
    /// pages.
    public StatusPage update(OrganizationId organization, PageId id, PageSpec spec, Actor actor) {
        PageSpec clean = checked(organization, spec);
        Optional<String> hash = hash(clean);
        return store.write(tx -> {
            StatusPage before = get(tx.sql(), organization, id);
            refuse(PageMeans.problems(tx, organization, clean));
            PageAccess access = PageDraft.access(clean, Optional.of(before), hash);
            StatusPage page =
                    PageDraft.make(id, organization, clean, Optional.of(before), access, tx);
            PageTrash.changed(tx, before, page, actor);
            save(tx, page, actor);
            if (!before.look().uploadedLogo().equals(page.look().uploadedLogo())) {
                PageImages.sweep(tx, organization);
            }
            return page.withoutSecrets();
        });
    }

    /// The page as `spec` would make it, without saving it.
    ///
    /// @throws dev.bellwether.model.InvalidInput with everything that is wrong
    public StatusPage draft(OrganizationId organization, PageId id, PageSpec spec) {
        PageSpec clean = PageRules.check(spec);
        return store.write(tx -> {
            StatusPage before = get(tx.sql(), organization, id);
            refuse(PageMeans.logo(tx, organization, clean));
            return PageDraft.make(id, organization, clean, Optional.of(before), before.access(), tx)
                    .withoutSecrets();
        });
    }

    /// Takes long, so it is done before the transaction.
    private Optional<String> hash(PageSpec spec) {
        return spec.access()
                .flatMap(PageSpec.Access::newPassword)
                .map(password ->
                        hasher.hash(password)
                                .orElseThrow(() ->
                                        new Conflict(
                                                "Too many passwords are being set; try again in a"
                                                        + " minute")));
    }

    /// Makes an image the logo of a page, in the place of the one before. What it is, is told by
    /// its bytes; SVG is cleaned.
    ///
    /// @throws dev.bellwether.model.InvalidInput when it is no PNG, JPEG, GIF, WebP or SVG, or more
    ///   than 256 KB
    public StatusPage putLogo(OrganizationId organization, PageId id, byte[] image, Actor actor) {
        if (image.length > MOST_LOGO_BYTES) {
            throw new InvalidInput(
                    "logo", "has " + image.length + " bytes; allowed: " + MOST_LOGO_BYTES);
        }
        Logo logo =
                Logo.of(image)
                        .orElseThrow(() ->
                                new InvalidInput(
                                        "logo", "is no PNG, JPEG, GIF, WebP or clean SVG image"));
        return store.write(tx -> {
            StatusPage before = get(tx.sql(), organization, id);
            PageImages.sweep(tx, organization);
            if (PageImages.count(tx.sql(), organization) >= PageImages.MOST) {
                throw new Conflict(
                        "There are "
                                + PageImages.MOST
                                + " images already, which is the most; name one by its address");
            }
            PageImages.save(tx, organization, logo);
            Optional<String> name = Optional.of(PageLook.UPLOADED + logo.name());
            return show(tx, before, name, actor);
        });
    }

    /// Takes the logo off a page; its name is shown again.
    public StatusPage removeLogo(OrganizationId organization, PageId id, Actor actor) {
        return store.write(
                tx -> show(tx, get(tx.sql(), organization, id), Optional.empty(), actor));
    }

    private StatusPage show(Tx tx, StatusPage before, Optional<String> logo, Actor actor) {
        PageSpec spec = PageSpec.of(before).withLook(before.look().withLogo(logo));
        StatusPage page =
                PageDraft.make(
                        before.id(),
                        before.organization(),
                        spec,
                        Optional.of(before),
                        before.access(),
                        tx);
        save(tx, page, actor);
        PageImages.sweep(tx, before.organization());
        return page.withoutSecrets();
    }

    /// @return what brings it back within [Trash#KEPT], see [#undo]
    public String remove(OrganizationId organization, PageId id, Actor actor) {
        return store.write(tx -> {
            StatusPage page = get(tx.sql(), organization, id);
            tx.sql()
                    .createUpdate("DELETE FROM status_page WHERE id = :id AND organization = :o")
                    .bind("id", id)
                    .bind("o", organization)
                    .execute();
            PageHosts.free(tx, id);
            tx.journal(organization, new StatusPageRemoved(id, actor));
            return PageTrash.removed(tx, page, actor);
        });
    }

    /// Brings back a removed page, or the components that a change took off a page, as they were.
    ///
    /// @return the page
    /// @throws NotFound when it was undone already or too long ago, or its page is gone
    /// @throws Conflict when another page has taken its slug or domain
    public StatusPage undo(OrganizationId organization, String undo, Actor actor) {
        return store.write(tx -> {
            PageTrash.Body body = PageTrash.take(tx, organization, undo);
            Optional<StatusPage> now = row(tx.sql(), organization, body.page().id());
            if (body.removed() && now.isPresent()) {
                throw new Conflict("Page '" + body.page().name() + "' is there again already");
            }
            if (!body.removed() && now.isEmpty()) {
                throw new NotFound("status page", body.page().id().value());
            }
            if (body.removed()) {
                refuseMore(tx.sql(), organization);
            }
            StatusPage page =
                    now.map(there -> PageTrash.withLost(there, body.page(), tx.now()))
                            .orElse(body.page());
            return save(tx, page, actor).withoutSecrets();
        });
    }

    /// Saves a page whose ids an import brought; its services are saved already.
    void put(StatusPage page, Actor actor) {
        store.run(tx -> {
            refuseImported(tx.sql(), page);
            save(tx, page, actor);
        });
    }

    /// What [#put] would refuse, asked before anything of an import is saved.
    void refuse(StatusPage page) {
        store.run(tx -> refuseImported(tx.sql(), page));
    }

    private static void refuseImported(Handle sql, StatusPage page) {
        refuseTaken(sql, page);
        if (row(sql, page.organization(), page.id()).isEmpty()) {
            refuseMore(sql, page.organization());
            refuseForeign(sql, page.id());
        }
    }

    /// An import brings ids from elsewhere; they are of one page in the whole database.
    private static void refuseForeign(Handle sql, PageId id) {
        boolean taken =
                sql.createQuery("SELECT COUNT(*) FROM status_page WHERE id = :id")
                                .bind("id", id)
                                .mapTo(Integer.class)
                                .one()
                        > 0;
        if (taken) {
            throw new Conflict("The id '" + id + "' belongs to another page");
        }
    }

    /// The page as it is kept.
    Optional<StatusPage> find(OrganizationId organization, PageId id) {
        return store.read(sql -> row(sql, organization, id));
    }

    /// What a page is refused for by its own words, whatever else there is; so that a caller can
    /// tell it together with what is wrong by its own rules.
    public static List<Problem> problems(PageSpec spec) {
        try {
            PageRules.check(spec);
            return List.of();
        } catch (InvalidInput e) {
            return e.problems();
        }
    }

    /// What [#create] and [#update] refuse a page for: its own words, and what it names.
    public List<Problem> problems(OrganizationId organization, PageSpec spec) {
        var problems = new ArrayList<>(problems(spec));
        problems.addAll(store.write(tx -> PageMeans.problems(tx, organization, spec)));
        return problems;
    }

    private PageSpec checked(OrganizationId organization, PageSpec spec) {
        refuse(problems(organization, spec));
        return PageRules.check(spec);
    }

    private static void refuse(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
    }

    /// What a page is refused for because pages of other organizations have it.
    public List<Problem> taken(OrganizationId organization, PageSpec spec) {
        return store.read(sql -> {
            var problems = new ArrayList<Problem>();
            if (isElsewhere(sql, organization, "slug = :key", spec.slug())) {
                problems.add(new Problem("slug", "'" + spec.slug() + "' is taken by another page"));
            }
            for (String host : PageHosts.of(spec)) {
                String having = "id IN (SELECT page FROM status_page_host WHERE host = :key)";
                if (isElsewhere(sql, organization, having, host)) {
                    problems.add(new Problem("domain", "'" + host + "' is taken by another page"));
                }
            }
            return problems;
        });
    }

    private static boolean isElsewhere(
            Handle sql, OrganizationId organization, String having, String key) {
        return sql.createQuery(
                                "SELECT COUNT(*) FROM status_page WHERE organization <> :o AND "
                                        + having)
                        .bind("o", organization)
                        .bind("key", key)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    /// The page with this slug, whoever owns it.
    Optional<StatusPage> bySlug(String slug) {
        return store.read(sql ->
                sql.createQuery("SELECT body FROM status_page WHERE slug = :slug")
                        .bind("slug", slug)
                        .mapTo(String.class)
                        .map(body -> Json.read(body, StatusPage.class))
                        .findOne());
    }

    private StatusPage save(Tx tx, StatusPage page, Actor actor) {
        refuseTaken(tx.sql(), page);
        if (page.main()) {
            otherMains(tx, page)
                    .forEach(
                            other -> write(tx, other.with(false, other.access(), tx.now()), actor));
        }
        PageHosts.take(tx, page);
        write(tx, page, actor);
        return page;
    }

    private static List<StatusPage> otherMains(Tx tx, StatusPage page) {
        return tx.sql()
                .createQuery(
                        "SELECT body FROM status_page WHERE organization = :o AND main AND id <> :id")
                .bind("o", page.organization())
                .bind("id", page.id())
                .mapTo(String.class)
                .map(body -> Json.read(body, StatusPage.class))
                .list();
    }

    private static void write(Tx tx, StatusPage page, Actor actor) {
        int written =
                tx.sql()
                        .createUpdate(
                                """
                                INSERT INTO status_page (id, organization, slug, domain, main, name, body)
                                VALUES (:id, :o, :slug, :domain, :main, :name, :body)
                                ON CONFLICT (id) DO UPDATE SET slug = excluded.slug, domain = excluded.domain,
                                    main = excluded.main, name = excluded.name, body = excluded.body
                                WHERE status_page.organization = excluded.organization
                                """)
                        .bind("id", page.id())
                        .bind("o", page.organization())
                        .bind("slug", page.slug())
                        .bind("domain", page.domain().orElse(null))
                        .bind("main", page.main())
                        .bind("name", page.name())
                        .bind("body", Json.write(page))
                        .execute();
        if (written == 0) {
            // An import brings ids from elsewhere.
            throw new Conflict("The id '" + page.id() + "' belongs to another page");
        }
        tx.journal(page.organization(), new StatusPageChanged(page, actor));
    }

    private static StatusPage get(Handle sql, OrganizationId organization, PageId id) {
        return row(sql, organization, id)
                .orElseThrow(() -> new NotFound("status page", id.value()));
    }

    private static Optional<StatusPage> row(Handle sql, OrganizationId organization, PageId id) {
        return sql.createQuery("SELECT body FROM status_page WHERE id = :id AND organization = :o")
                .bind("id", id)
                .bind("o", organization)
                .mapTo(String.class)
                .map(body -> Json.read(body, StatusPage.class))
                .findOne();
    }

    private static void refuseMore(Handle sql, OrganizationId organization) {
        int pages =
                sql.createQuery("SELECT COUNT(*) FROM status_page WHERE organization = :o")
                        .bind("o", organization)
                        .mapTo(Integer.class)
                        .one();
        if (pages >= MOST_PAGES) {
            throw new Conflict("There are " + MOST_PAGES + " pages already, which is the most");
        }
    }

    private static void refuseTaken(Handle sql, StatusPage page) {
        boolean taken =
                sql.createQuery("SELECT COUNT(*) FROM status_page WHERE slug = :slug AND id <> :id")
                                .bind("slug", page.slug())
                                .bind("id", page.id())
                                .mapTo(Integer.class)
                                .one()
                        > 0;
        if (taken) {
            throw new Conflict("The slug '" + page.slug() + "' is taken by another page");
        }
    }

    /// The journal knows which services there are.
}
