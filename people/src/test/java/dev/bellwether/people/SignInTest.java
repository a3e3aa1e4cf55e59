package dev.bellwether.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.Role;
import dev.bellwether.people.SignInOutcome.Refused;
import dev.bellwether.people.SignInOutcome.SignedIn;
import dev.bellwether.people.SignInOutcome.TryLater;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The right password opens a session, a wrong one does not, and guessing gets slower.
class SignInTest {
    @OnEachStore
    void theRightPasswordOpensASession(TestStore test) {
        var acme = new Acme(test);
        acme.firstOwner();
        var outcome = acme.people.signIn().signIn(" ADA@example.com", Acme.PASSWORD, Acme.LAPTOP);
        assertThat(outcome).isInstanceOf(SignedIn.class);
        String token = ((SignedIn) outcome).token();
        var session = acme.people.signIn().session(token).orElseThrow();
        assertThat(session.principal().may(Scope.ADMIN)).isTrue();
        assertThat(session.client()).isEqualTo(Acme.LAPTOP);
        acme.people.signIn().signOut(token);
        assertThat(acme.people.signIn().session(token)).isEmpty();
    }

    @OnEachStore
    void aWrongPasswordAndAnUnknownAddressGetTheSameAnswers(TestStore test) {
        var acme = new Acme(test);
        acme.firstOwner();
        for (int attempt = 0; attempt < 8; attempt++) {
            assertThat(acme.people.signIn().signIn("ada@example.com", "wrong", Acme.STRANGER))
                    .isEqualTo(
                            acme.people
                                    .signIn()
                                    .signIn("nobody@example.com", "wrong", Acme.STRANGER));
        }
    }

    @OnEachStore
    void guessingGetsSlowerAndTheOwnerElsewhereStillGetsIn(TestStore test) {
        var acme = new Acme(test);
        acme.firstOwner();
        var waits = new ArrayList<Duration>();
        for (int attempt = 0; attempt < 40; attempt++) {
            if (acme.people.signIn().signIn("ada@example.com", "wrong", Acme.STRANGER)
                    instanceof TryLater(Duration after)) {
                waits.add(after);
                acme.clock.move(after);
            }
        }
        assertThat(waits)
                .startsWith(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
        assertThat(waits.getLast()).isEqualTo(Duration.ofMinutes(15));
        acme.clock.move(Duration.ofMinutes(1));
        assertThat(acme.people.signIn().signIn("ada@example.com", Acme.PASSWORD, Acme.LAPTOP))
                .isInstanceOf(SignedIn.class);
    }

    @OnEachStore
    void manyGuessesAtTheSameTimeAreCountedEach(TestStore test) throws Exception {
        var acme = new Acme(test);
        acme.firstOwner();
        var outcomes = new ArrayList<Future<SignInOutcome>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 30; i++) {
                outcomes.add(
                        threads.submit(() ->
                                acme.people
                                        .signIn()
                                        .signIn("ada@example.com", "wrong", Acme.STRANGER)));
            }
        }
        int looked = 0;
        for (var outcome : outcomes) {
            looked += outcome.get() instanceof Refused ? 1 : 0;
        }
        assertThat(looked).isEqualTo(5);
    }

    @OnEachStore
    void aPersonWhoIsShutOutLosesTheirSessionsAndCannotComeBack(TestStore test) {
        var acme = new Acme(test);
        var owner = acme.firstOwner().session().principal();
        var bob = acme.join(owner, "Bob", Role.EDITOR);
        var in =
                (SignedIn)
                        acme.people.signIn().signIn("bob@example.com", Acme.PASSWORD, Acme.LAPTOP);
        acme.people.edit(
                owner,
                bob.id(),
                new PersonEdit(
                        java.util.Optional.empty(),
                        java.util.Optional.empty(),
                        java.util.Optional.empty(),
                        java.util.Optional.of(false)));
        assertThat(acme.people.signIn().session(in.token())).isEmpty();
        assertThat(acme.people.signIn().signIn("bob@example.com", Acme.PASSWORD, Acme.LAPTOP))
                .isInstanceOf(Refused.class);
    }

    @OnEachStore
    void aSessionEndsWhenItIsNotUsedAndAfterItsLongestTime(TestStore test) {
        var acme = new Acme(test);
        String idle = acme.firstOwner().token();
        acme.clock.move(Duration.ofDays(2));
        assertThat(acme.people.signIn().session(idle)).isPresent();
        acme.clock.move(Duration.ofDays(2));
        assertThat(acme.people.signIn().session(idle)).isPresent();
        acme.clock.move(Duration.ofDays(3));
        assertThat(acme.people.signIn().session(idle)).isEmpty();
        var again =
                (SignedIn)
                        acme.people.signIn().signIn("ada@example.com", Acme.PASSWORD, Acme.LAPTOP);
        for (int day = 1; day < 30; day++) {
            acme.clock.move(Duration.ofDays(1));
            assertThat(acme.people.signIn().session(again.token())).isPresent();
        }
        acme.clock.move(Duration.ofDays(1));
        assertThat(acme.people.signIn().session(again.token())).isEmpty();
    }

    @OnEachStore
    void aChangedPasswordEndsTheOtherSessions(TestStore test) {
        var acme = new Acme(test);
        var here = acme.firstOwner();
        var there =
                (SignedIn)
                        acme.people
                                .signIn()
                                .signIn("ada@example.com", Acme.PASSWORD, Acme.STRANGER);
        var signIn = acme.people.signIn();
        assertThatThrownBy(() -> signIn.changePassword(here.session(), "wrong", "another good one"))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("current");
        signIn.changePassword(here.session(), Acme.PASSWORD, "another good one");
        assertThat(signIn.session(here.token())).isPresent();
        assertThat(signIn.session(there.token())).isEmpty();
        assertThat(signIn.signIn("ada@example.com", Acme.PASSWORD, Acme.LAPTOP))
                .isInstanceOf(Refused.class);
        assertThat(signIn.signIn("ada@example.com", "another good one", Acme.LAPTOP))
                .isInstanceOf(SignedIn.class);
    }

    @OnEachStore
    void oneSessionOrAllCanBeEnded(TestStore test) {
        var acme = new Acme(test);
        var first = acme.firstOwner();
        var ada = first.session().principal();
        var id = first.session().person().id();
        var signIn = acme.people.signIn();
        var other = (SignedIn) signIn.signIn("ada@example.com", Acme.PASSWORD, Acme.STRANGER);
        assertThat(signIn.sessions(ada, id)).hasSize(2);
        signIn.revoke(ada, id, other.session().id());
        assertThat(signIn.session(other.token())).isEmpty();
        signIn.revokeAll(ada, id);
        assertThat(signIn.session(first.token())).isEmpty();
    }

    @OnEachStore
    void thePasswordIsHashedAgainWhenTheCostWasRaised(TestStore test) {
        var acme = new Acme(test);
        acme.firstOwner();
        var raised = new Argon2.Cost(128, 2, 1);
        acme.people(raised).signIn().signIn("ada@example.com", Acme.PASSWORD, Acme.LAPTOP);
        String stored =
                test.store()
                        .read(sql ->
                                sql.createQuery("SELECT password FROM person")
                                        .mapTo(String.class)
                                        .one());
        assertThat(stored).startsWith("$argon2id$v=19$m=128,t=2,p=1$");
        assertThat(acme.people.signIn().signIn("ada@example.com", Acme.PASSWORD, Acme.LAPTOP))
                .isInstanceOf(SignedIn.class);
    }

    @OnEachStore
    void onlyTheHashOfASessionIsStoredAndItsFormsCarryAnotherValue(TestStore test) {
        var acme = new Acme(test);
        String token = acme.firstOwner().token();
        String stored =
                test.store()
                        .read(sql ->
                                sql.createQuery("SELECT token_hash FROM session")
                                        .mapTo(String.class)
                                        .one());
        assertThat(stored).isEqualTo(Tokenized.hash(token));
        String csrf = acme.people.signIn().csrf(token);
        assertThat(csrf).isNotEqualTo(token);
        assertThat(acme.people.signIn().csrfMatches(token, csrf)).isTrue();
        assertThat(acme.people.signIn().csrfMatches(token, "")).isFalse();
        assertThat(acme.people.signIn().csrfMatches("another", csrf)).isFalse();
    }
}
