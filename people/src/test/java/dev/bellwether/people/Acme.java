package dev.bellwether.people;

import dev.bellwether.model.Person;
import dev.bellwether.model.Role;
import dev.bellwether.store.MovableClock;
import dev.bellwether.store.TestStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// An installation for one test, with password hashing made cheap.
final class Acme {
    static final String PASSWORD = "correct horse battery";
    static final Client LAPTOP = new Client("192.0.2.10", "Firefox");
    static final Client STRANGER = new Client("198.51.100.7", "curl");
    static final Argon2.Cost CHEAP = new Argon2.Cost(64, 1, 1);

    final TestStore test;
    final MovableClock clock;
    final InstanceKey key;
    final People people;

    Acme(TestStore test) {
        this.test = test;
        this.clock = test.clock();
        this.key = InstanceKey.open(newFile());
        this.people = people(CHEAP);
    }

    /// Another process on the same database.
    People people(Argon2.Cost cost) {
        return new People(test.store(), clock, key, PeopleSettings.defaults(), cost);
    }

    SignInOutcome.SignedIn firstOwner() {
        String token = people.invitations().firstStart().orElseThrow().token();
        return people.invitations()
                .accept(token, new Acceptance("Ada", "Ada@Example.com", PASSWORD), LAPTOP);
    }

    Person join(Principal owner, String name, Role role) {
        String email = name.toLowerCase(java.util.Locale.ROOT) + "@example.com";
        String token = people.invitations().invite(owner, name, email, role).token();
        return people.invitations()
                .accept(token, new Acceptance(name, email, PASSWORD), LAPTOP)
                .session()
                .person();
    }

    static Path newFile() {
        try {
            return Files.createTempDirectory("bellwether-key").resolve("instance.key");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
