package dev.bellwether.oncall;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Audited;
import dev.bellwether.model.CalendarFeed;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.Directory;
import dev.bellwether.model.FeedId;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.ScheduleId;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreUnavailable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Shifts as calendars that programs fetch, by addresses that are their own passwords. Safe for
/// many threads.
///
/// A token is 256 random bits, and only its SHA-256 is kept: who reads the database cannot read a
/// calendar by it, and finding it by the hash tells nothing by the time it takes. A feed ends with
/// the person it was made for.
public final class CalendarFeeds {
    private static final int TOKEN_BYTES = 32;
    private static final int LONGEST_TOKEN = 100;
    private static final Duration TOUCH = Duration.ofHours(1);

    private final Store store;
    private final Directory directory;
    private final SecureRandom random = new SecureRandom();

    CalendarFeeds(Store store, Directory directory) {
        this.store = store;
        this.directory = directory;
    }

    /// @param token what stands in the address; told now and never again
    public record Made(CalendarFeed feed, String token) {
        /// Where the server serves it.
        public String path() {
            return "/calendar/" + token + ".ics";
        }
    }

    /// @param schedule whose shifts; empty for all schedules
    /// @param person whose shifts; empty for everybody's, which needs a schedule
    /// @throws NotFound when there is no such schedule
    /// @throws Conflict when `madeFor` has 50 already
    public Made make(
            OrganizationId organization,
            Optional<ScheduleId> schedule,
            Optional<PersonId> person,
            PersonId madeFor,
            Actor actor) {
        if (schedule.isEmpty() && person.isEmpty()) {
            throw new InvalidInput("person", "a calendar of all schedules is one person's");
        }
        person.ifPresent(id -> active(organization, "person", id));
        active(organization, "madeFor", madeFor);
        var bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return store.write(tx -> {
            schedule.filter(id -> ScheduleRows.find(tx.sql(), organization, id).isEmpty())
                    .ifPresent(id -> {
                        throw new NotFound("schedule", id.value());
                    });
            if (CalendarRows.of(tx.sql(), organization, madeFor).size() >= CalendarRows.MOST) {
                throw new Conflict("A person has at most " + CalendarRows.MOST + " calendars");
            }
            var feed =
                    new CalendarFeed(
                            new FeedId(tx.newId()),
                            organization,
                            schedule,
                            person,
                            madeFor,
                            tx.now(),
                            Optional.empty());
            CalendarRows.insert(tx.sql(), feed, hash(token));
            tx.journal(
                    organization,
                    new Audited(actor, "calendar.created", feed.id().value(), madeFor.value()));
            return new Made(feed, token);
        });
    }

    private void active(OrganizationId organization, String field, PersonId id) {
        if (directory.person(organization, id).filter(Person::active).isEmpty()) {
            throw new InvalidInput(
                    field, "'" + id + "' is not an active person of this organization");
        }
    }

    /// Those made for a person.
    public List<CalendarFeed> of(OrganizationId organization, PersonId madeFor) {
        return store.read(sql -> CalendarRows.of(sql, organization, madeFor));
    }

    /// @throws NotFound when the organization has none of that id
    public CalendarFeed get(OrganizationId organization, FeedId id) {
        return store.read(sql -> CalendarRows.find(sql, organization, id))
                .orElseThrow(() -> new NotFound("calendar feed", id.value()));
    }

    /// From now on its address is nobody's.
    ///
    /// @throws NotFound when the organization has none of that id
    public void revoke(OrganizationId organization, FeedId id, Actor actor) {
        store.run(tx -> {
            if (!CalendarRows.remove(tx.sql(), organization, id)) {
                throw new NotFound("calendar feed", id.value());
            }
            tx.journal(organization, new Audited(actor, "calendar.revoked", id.value(), ""));
        });
    }

    /// The calendar behind a token: a month back and half a year ahead. Empty when the token is
    /// nobody's, or whoever it was made for is gone.
    public Optional<String> read(String token, Instant now) {
        if (token.isEmpty() || token.length() > LONGEST_TOKEN) {
            return Optional.empty();
        }
        Optional<CalendarFeed> feed =
                store.read(sql -> CalendarRows.byHash(sql, hash(token)))
                        .filter(found ->
                                directory
                                        .person(found.organization(), found.madeFor())
                                        .filter(Person::active)
                                        .isPresent());
        feed.filter(f -> f.lastReadAt().map(at -> !at.plus(TOUCH).isAfter(now)).orElse(true))
                .ifPresent(f -> touch(f, now));
        return feed.map(f -> new CalendarWriter(store, directory, f).write(now));
    }

    private void touch(CalendarFeed feed, Instant now) {
        var read =
                new CalendarFeed(
                        feed.id(),
                        feed.organization(),
                        feed.schedule(),
                        feed.person(),
                        feed.madeFor(),
                        feed.madeAt(),
                        Optional.of(now.truncatedTo(ChronoUnit.HOURS)));
        try {
            store.run(tx -> CalendarRows.update(tx.sql(), read));
        } catch (StoreUnavailable e) {
            // It was read, and that is what was asked for; its use is written next time.
            return;
        }
    }

    private static String hash(String token) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
