package dev.bellwether.people;

import dev.bellwether.model.Audited;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.Forbidden;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreUnavailable;
import dev.bellwether.store.Tx;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Passwords and sessions. Safe for many threads.
///
/// An attempt is counted before its password is looked at, so that many at the same time cannot
/// slip through; it is uncounted when it succeeds. An address without an account costs the same
/// work and gets the same answer.
public final class SignIn {
    private static final Duration BUSY = Duration.ofSeconds(5);
    private static final Duration TOUCH = Duration.ofMinutes(1);
    private static final int LONGEST_PASSWORD = 256;
    private static final int LONGEST_TOKEN = 100;

    /// What is read of an account before its password is checked.
    private record Account(String id, String password) {}

    private final Store store;
    private final InstantSource clock;
    private final Passwords passwords;
    private final SecureRandom random;
    private final Csrf csrf;
    private final PeopleSettings settings;

    SignIn(
            Store store,
            InstantSource clock,
            Passwords passwords,
            SecureRandom random,
            Csrf csrf,
            PeopleSettings settings) {
        this.store = store;
        this.clock = clock;
        this.passwords = passwords;
        this.random = random;
        this.csrf = csrf;
        this.settings = settings;
    }

    public SignInOutcome signIn(String email, String password, Client client) {
        if (password.length() > LONGEST_PASSWORD) {
            return new SignInOutcome.Refused();
        }
        String account = Fields.normalEmail(email);
        var keys = SignInKeys.of(account, client);
        Duration wait = store.write(tx -> Throttles.attempt(tx, keys.all()));
        if (!wait.isZero()) {
            return new SignInOutcome.TryLater(wait);
        }
        Optional<Account> found = store.read(sql -> account(sql, account));
        Optional<Boolean> right = passwords.matches(password, found.map(Account::password));
        if (right.isEmpty()) {
            store.run(tx -> Throttles.forgive(tx, keys.all()));
            return new SignInOutcome.TryLater(BUSY);
        }
        if (!right.get() || found.isEmpty()) {
            return new SignInOutcome.Refused();
        }
        Account proven = found.get();
        Optional<String> rehashed =
                passwords.isOutdated(proven.password())
                        ? passwords.hash(password)
                        : Optional.empty();
        String token = Tokenized.fresh(random);
        return store.write(tx -> enter(tx, proven, rehashed, keys, token, client));
    }

    private SignInOutcome enter(
            Tx tx,
            Account proven,
            Optional<String> rehashed,
            SignInKeys keys,
            String token,
            Client client) {
        // Somebody may have changed the password, or shut the account, while ours was being
        // checked.
        int still =
                setPassword(tx, proven.id(), proven.password(), rehashed.orElse(proven.password()));
        Optional<Person> person = Persons.byId(tx.sql(), proven.id()).filter(Person::active);
        if (still == 0 || person.isEmpty()) {
            return new SignInOutcome.Refused();
        }
        Throttles.clear(tx, keys.account());
        Throttles.clear(tx, keys.pair());
        Session session = Sessions.start(tx, token, person.get(), client, settings);
        audit(
                tx,
                session.principal(),
                "session.started",
                person.get().id(),
                "from " + client.address());
        return new SignInOutcome.SignedIn(token, session);
    }

    private static int setPassword(Tx tx, String person, String before, String after) {
        return tx.sql()
                .createUpdate(
                        "UPDATE person SET password = :after WHERE id = :id AND password = :before")
                .bind("after", after)
                .bind("id", person)
                .bind("before", before)
                .execute();
    }

    private static Optional<Account> account(Handle sql, String email) {
        return sql.createQuery("SELECT id, password FROM person WHERE email = :email AND active")
                .bind("email", email)
                .map((rs, context) -> new Account(rs.getString("id"), rs.getString("password")))
                .findOne();
    }

    /// The session that the cookie's token belongs to, if it still lasts.
    public Optional<Session> session(String token) {
        if (token.length() > LONGEST_TOKEN) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Optional<Session> session =
                store.read(sql ->
                        Sessions.find(sql, token)
                                .filter(row -> lasts(row, now))
                                .flatMap(row ->
                                        Persons.byId(sql, row.person())
                                                .filter(Person::active)
                                                .map(row::of)));
        session.filter(found -> !found.seenAt().plus(TOUCH).isAfter(now)).ifPresent(this::touch);
        return session;
    }

    private boolean lasts(Sessions.Row row, Instant now) {
        return row.expiresAt().isAfter(now) && row.seenAt().plus(settings.idle()).isAfter(now);
    }

    private void touch(Session session) {
        try {
            store.run(tx -> Sessions.touch(tx, session.id()));
        } catch (StoreUnavailable e) {
            // The session was read, and that is what was asked for; its age is written next time.
            return;
        }
    }

    /// The value that forms of this session carry, against cross-site requests.
    public String csrf(String token) {
        return csrf.of(token);
    }

    /// Whether a form's value is that of the session. Takes the same time whatever is wrong.
    public boolean csrfMatches(String token, String value) {
        return Tokenized.same(csrf.of(token), value);
    }

    /// Ends the session of the token; nothing happens when there is none.
    public void signOut(String token) {
        store.run(tx ->
                Sessions.find(tx.sql(), token)
                        .flatMap(row -> Persons.byId(tx.sql(), row.person()).map(row::of))
                        .ifPresent(session -> end(tx, session)));
    }

    private static void end(Tx tx, Session session) {
        Sessions.end(tx, session.person().id(), session.id());
        audit(tx, session.principal(), "session.ended", session.person().id(), "signed out");
    }

    /// The sessions of a person, the last used first; at most 100. One's own, or as an owner.
    public List<Session> sessions(Principal by, PersonId person) {
        requireSelfOrOwner(by, person);
        Instant now = clock.instant();
        return store.read(sql -> {
            Person owner = require(sql, by, person);
            return Sessions.of(sql, person).stream()
                    .filter(row -> lasts(row, now))
                    .map(row -> row.of(owner))
                    .toList();
        });
    }

    public void revoke(Principal by, PersonId person, String sessionId) {
        requireSelfOrOwner(by, person);
        store.run(tx -> {
            require(tx.sql(), by, person);
            if (Sessions.end(tx, person, sessionId) == 0) {
                throw new NotFound("session", sessionId);
            }
            audit(tx, by, "session.revoked", person, sessionId);
        });
    }

    public void revokeAll(Principal by, PersonId person) {
        requireSelfOrOwner(by, person);
        store.run(tx -> {
            require(tx.sql(), by, person);
            Sessions.endAll(tx, person, "");
            audit(tx, by, "session.all_revoked", person, "");
        });
    }

    /// Changes one's own password and ends all other sessions.
    ///
    /// @throws InvalidInput when the present password is wrong (`current`) or the next one is too
    ///   weak (`next`)
    /// @throws Conflict when the present password was tried too often, or changed meanwhile
    public void changePassword(Session session, String current, String next) {
        Person person = session.person();
        var fields = new Fields();
        fields.password("next", next, person.name(), person.email());
        if (current.length() > LONGEST_PASSWORD) {
            fields.add("current", "the present password is another one");
        }
        fields.check();
        // Whoever finds an unlocked screen must not guess here without a limit either.
        var keys = SignInKeys.of(person.email(), session.client());
        if (!store.write(tx -> Throttles.attempt(tx, keys.all())).isZero()) {
            throw new Conflict("The present password was wrong too often; try again later");
        }
        String stored =
                store.read(sql ->
                                sql.createQuery(
                                                "SELECT password FROM person WHERE id = :id AND active")
                                        .bind("id", person.id())
                                        .mapTo(String.class)
                                        .findOne())
                        .orElseThrow(() -> new NotFound("person", person.id().value()));
        if (!passwords.matches(current, Optional.of(stored)).orElseThrow(SignIn::busy)) {
            fields.add("current", "the present password is another one");
            fields.check();
        }
        String hash = passwords.hash(next).orElseThrow(SignIn::busy);
        store.run(tx -> {
            if (setPassword(tx, person.id().value(), stored, hash) == 0) {
                throw new Conflict("The password was changed meanwhile");
            }
            Throttles.clear(tx, keys.account());
            Throttles.clear(tx, keys.pair());
            Sessions.endAll(tx, person.id(), session.id());
            audit(tx, session.principal(), "password.changed", person.id(), "");
        });
    }

    static Conflict busy() {
        return new Conflict("Too many passwords are being checked; try again in a few seconds");
    }

    private static void audit(Tx tx, Principal by, String action, PersonId person, String detail) {
        tx.journal(by.organization(), new Audited(by.actor(), action, person.value(), detail));
    }

    private static Person require(Handle sql, Principal by, PersonId person) {
        return Persons.find(sql, by.organization(), person)
                .orElseThrow(() -> new NotFound("person", person.value()));
    }

    private static void requireSelfOrOwner(Principal by, PersonId person) throws Forbidden {
        if (!by.is(person)) {
            by.require(Scope.ADMIN);
        }
    }
}
