package dev.bellwether.people;

import dev.bellwether.model.Audited;
import dev.bellwether.model.Channel;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.Forbidden;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.NotificationRule;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.QuietHours;
import dev.bellwether.model.Secrets;
import dev.bellwether.store.Store;
import dev.bellwether.store.Tx;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The ways to reach a person. One's own, or as an owner; only the person proves a method by its
/// code. Safe for many threads.
///
/// A code has eight digits, lasts a quarter of an hour and may be tried five times; a method gets a
/// new one at most once a minute and a person ten in a row, so that neither guessing nor flooding
/// somebody else's mailbox pays.
public final class Contacts {
    private static final int MOST = 10;
    private static final int TRIES = 5;
    private static final int MARK = 6;
    private static final Duration GOOD_FOR = Duration.ofMinutes(15);
    private static final Duration BETWEEN = Duration.ofMinutes(1);
    private static final Throttle.Rule CODES =
            new Throttle.Rule(10, Duration.ofMinutes(10), Duration.ofHours(1));

    private record Sent(Person person, ContactMethod method, Instant expiresAt) {}

    private final Store store;
    private final Mac256 mac;
    private final SecureRandom random;
    private final CodeCarrier carrier;
    private final Secrets secrets;

    Contacts(Store store, InstanceKey key, SecureRandom random, CodeCarrier carrier) {
        this.store = store;
        this.mac = key.mac("contact codes");
        this.random = random;
        this.carrier = carrier;
        this.secrets = new SealedSecrets(key);
    }

    /// Adds a method at the end, not verified yet, and sends a code to it.
    ///
    /// @throws InvalidInput when the address will not do for the channel
    /// @throws Conflict when the person has it already, or ten others
    public ContactMethod add(Principal by, PersonId id, Channel channel, String address) {
        return add(by, id, channel, address, "");
    }

    /// @param label what the person calls it, up to 40 characters; empty for none
    public ContactMethod add(
            Principal by, PersonId id, Channel channel, String address, String label) {
        var fields = new Fields();
        String good = fields.address("address", channel, address);
        Optional<String> name = fields.label("label", label);
        fields.check();
        String code = code();
        Sent sent =
                store.write(tx -> {
                    Person person = require(tx, by, id);
                    refuseMore(person, channel, good);
                    ContactMethod method =
                            ContactMethods.insert(tx, person, made(tx, channel, good, name));
                    audit(tx, by, person, "contact.added", channel + " " + method.shown());
                    return prepare(tx, person, method, code);
                });
        carry(sent, code);
        return sent.method();
    }

    /// What [#add] would refuse these for.
    public static List<Problem> problems(Channel channel, String address, String label) {
        var fields = new Fields();
        fields.address("address", channel, address);
        fields.label("label", label);
        return fields.problems();
    }

    private ContactMethod made(Tx tx, Channel channel, String address, Optional<String> label) {
        boolean secret = channel.isSecret();
        return new ContactMethod(
                tx.newId(),
                channel,
                secret ? channel.form().masked(address) + " · " + mark(address) : address,
                false,
                secret
                        ? Optional.of(secrets.seal(ContactMethod.PURPOSE, address))
                        : Optional.empty(),
                label);
    }

    /// Tells two addresses of one host apart and says nothing else of them.
    private String mark(String address) {
        return hash("mark", address).substring(0, MARK);
    }

    private void refuseMore(Person person, Channel channel, String address) {
        if (person.contacts().size() >= MOST) {
            throw new Conflict("A person has at most " + MOST + " contact methods");
        }
        if (person.contacts().stream()
                .anyMatch(m -> m.channel() == channel && m.open(secrets).equals(address))) {
            String shown = channel.isSecret() ? channel.form().masked(address) : address;
            throw new Conflict("'" + shown + "' is a contact method of this person already");
        }
    }

    /// Sends a new code; the one before is void.
    ///
    /// @throws Conflict within a minute of the one before, after ten in a row, or when the method
    ///   is verified already
    public void sendCode(Principal by, PersonId id, String contact) {
        String code = code();
        Sent sent =
                store.write(tx -> {
                    Person person = require(tx, by, id);
                    ContactMethod method = method(person, contact);
                    if (method.verified()) {
                        throw new Conflict("This contact method is verified already");
                    }
                    Instant last = ContactMethods.codeSentAt(tx, contact);
                    if (last.plus(BETWEEN).isAfter(tx.now())) {
                        throw new Conflict(
                                "A code was sent less than a minute ago; try again later");
                    }
                    return prepare(tx, person, method, code);
                });
        carry(sent, code);
    }

    private Sent prepare(Tx tx, Person person, ContactMethod method, String code) {
        var key = new Throttles.Key("codes:" + person.id(), CODES);
        if (!Throttles.attempt(tx, List.of(key)).isZero()) {
            throw new Conflict("Too many codes were sent; try again later");
        }
        Instant expiresAt = tx.now().plus(GOOD_FOR);
        ContactMethods.setCode(tx, method.id(), hash(method.id(), code), expiresAt);
        return new Sent(person, method, expiresAt);
    }

    private void carry(Sent sent, String code) {
        carrier.carry(sent.person(), sent.method(), code, sent.expiresAt());
    }

    /// True when the code was right and the method is verified now. False when it was wrong, has
    /// expired, or was tried five times.
    ///
    /// @throws Forbidden when `by` is somebody else, even an owner
    public boolean verify(Principal by, PersonId id, String contact, String code) {
        if (!by.is(id)) {
            throw new Forbidden("Only the person can prove a contact method");
        }
        String given = hash(contact, code.strip());
        return store.write(tx -> {
            Person person = require(tx, by, id);
            ContactMethod method = method(person, contact);
            boolean right =
                    ContactMethods.tryCode(tx, contact)
                            .filter(sent -> sent.tries() <= TRIES)
                            .filter(sent -> sent.expiresAt().isAfter(tx.now()))
                            .filter(sent -> Tokenized.same(sent.hash(), given))
                            .isPresent();
            if (right) {
                ContactMethods.verified(tx, contact);
                audit(tx, by, person, "contact.verified", method.channel() + " " + method.shown());
            }
            return right;
        });
    }

    public void remove(Principal by, PersonId id, String contact) {
        store.run(tx -> {
            Person person = require(tx, by, id);
            ContactMethod method = method(person, contact);
            ContactMethods.remove(tx, id, contact);
            audit(tx, by, person, "contact.removed", method.channel() + " " + method.shown());
        });
    }

    /// Puts the methods in order of preference.
    ///
    /// @param order the ids of all of them
    public void order(Principal by, PersonId id, List<String> order) {
        store.run(tx -> {
            Person person = require(tx, by, id);
            List<String> known =
                    person.contacts().stream().map(ContactMethod::id).sorted().toList();
            if (!order.stream().sorted().toList().equals(known)) {
                throw new InvalidInput("order", "does not name each of the contact methods once");
            }
            ContactMethods.order(tx, order);
            audit(tx, by, person, "contact.ordered", "");
        });
    }

    /// When and how the person wants to be told, in place of all rules before; none stands for: at
    /// once, by the first method.
    ///
    /// @param rules their ids are given here
    /// @throws InvalidInput with everything that is wrong
    public List<NotificationRule> rules(Principal by, PersonId id, List<NotificationRule> rules) {
        return store.write(tx -> {
            Person person = require(tx, by, id);
            Wishes.check(rules, person);
            List<NotificationRule> named =
                    rules.stream()
                            .map(rule ->
                                    new NotificationRule(
                                            tx.newId(),
                                            rule.urgency(),
                                            rule.after(),
                                            rule.contact()))
                            .toList();
            NotificationRules.replace(tx, id, named);
            audit(tx, by, person, "rules.changed", rules.size() + " rules");
            return named;
        });
    }

    /// @param quiet empty ends them
    public void quiet(Principal by, PersonId id, Optional<QuietHours> quiet) {
        quiet.ifPresent(Wishes::check);
        store.run(tx -> {
            Person person = require(tx, by, id);
            NotificationRules.quiet(tx, id, quiet);
            audit(
                    tx,
                    by,
                    person,
                    "quiet-hours.changed",
                    quiet.map(hours -> hours.from() + " to " + hours.to() + ", " + hours.zone())
                            .orElse("none"));
        });
    }

    private static Person require(Tx tx, Principal by, PersonId id) {
        if (!by.is(id)) {
            by.require(Scope.ADMIN);
        }
        Organizations.lock(tx, by.organization());
        return Persons.find(tx.sql(), by.organization(), id)
                .orElseThrow(() -> new NotFound("person", id.value()));
    }

    private static ContactMethod method(Person person, String contact) {
        return person.contacts().stream()
                .filter(method -> method.id().equals(contact))
                .findFirst()
                .orElseThrow(() -> new NotFound("contact method", contact));
    }

    private static void audit(Tx tx, Principal by, Person person, String action, String detail) {
        tx.journal(by.organization(), new Audited(by.actor(), action, person.id().value(), detail));
    }

    private String code() {
        return "%08d".formatted(random.nextInt(100_000_000));
    }

    private String hash(String contact, String code) {
        return HexFormat.of().formatHex(mac.of(contact + ":" + code));
    }
}
