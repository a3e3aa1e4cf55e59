package dev.bellwether.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Channel;
import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.Role;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.time.Duration;

class TheFirstStartMakesAnOwnerByAOneTimeLinkTest {
    @OnEachStore
    void theLinkMakesAnOwnerWhoIsSignedInAndCanBePaged(TestStore test) {
        var acme = new Acme(test);
        var signedIn = acme.firstOwner();
        var owner = signedIn.session().person();
        assertThat(owner.role()).isEqualTo(Role.OWNER);
        assertThat(owner.email()).isEqualTo("ada@example.com");
        assertThat(owner.contacts())
                .extracting(ContactMethod::channel, ContactMethod::address, ContactMethod::verified)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                Channel.EMAIL, "ada@example.com", true));
        assertThat(acme.people.owners(People.DEFAULT)).containsExactly(owner);
        assertThat(acme.people.signIn().session(signedIn.token())).isPresent();
        assertThat(acme.people.organization(People.DEFAULT)).isPresent();
    }

    @OnEachStore
    void theLinkWorksOnce(TestStore test) {
        var acme = new Acme(test);
        String token = acme.people.invitations().firstStart().orElseThrow().token();
        var filledIn = new Acceptance("Ada", "ada@example.com", Acme.PASSWORD);
        acme.people.invitations().accept(token, filledIn, Acme.LAPTOP);
        assertThatThrownBy(() -> acme.people.invitations().accept(token, filledIn, Acme.STRANGER))
                .isInstanceOf(NotFound.class);
    }

    @OnEachStore
    void aRestartPrintsANewLinkWhileThereIsNoOwnerAndNoneAfterwards(TestStore test) {
        var acme = new Acme(test);
        String first = acme.people.invitations().firstStart().orElseThrow().token();
        var restarted = acme.people(Acme.CHEAP);
        String second = restarted.invitations().firstStart().orElseThrow().token();
        assertThat(second).isNotEqualTo(first);
        restarted
                .invitations()
                .accept(
                        second,
                        new Acceptance("Ada", "ada@example.com", Acme.PASSWORD),
                        Acme.LAPTOP);
        assertThat(restarted.invitations().firstStart()).isEmpty();
        assertThat(restarted.invitations().read(first)).isEmpty();
    }

    @OnEachStore
    void theLinkExpires(TestStore test) {
        var acme = new Acme(test);
        String token = acme.people.invitations().firstStart().orElseThrow().token();
        acme.clock.move(Duration.ofDays(2));
        assertThat(acme.people.invitations().read(token)).isEmpty();
    }

    @OnEachStore
    void whatIsFilledInWrongIsAllToldAndTheLinkStays(TestStore test) {
        var acme = new Acme(test);
        String token = acme.people.invitations().firstStart().orElseThrow().token();
        assertThatThrownBy(() ->
                        acme.people
                                .invitations()
                                .accept(token, new Acceptance(" ", "nobody", "short"), Acme.LAPTOP))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        e ->
                                assertThat(e.problems())
                                        .extracting(InvalidInput.Problem::field)
                                        .containsExactly("name", "email", "password"));
        assertThat(acme.people.invitations().read(token)).isPresent();
    }

    @OnEachStore
    void onlyTheHashOfTheLinkIsStored(TestStore test) {
        var acme = new Acme(test);
        String token = acme.people.invitations().firstStart().orElseThrow().token();
        String stored =
                test.store()
                        .read(sql ->
                                sql.createQuery("SELECT token_hash FROM invitation")
                                        .mapTo(String.class)
                                        .one());
        assertThat(stored).isEqualTo(Tokenized.hash(token)).doesNotContain(token);
    }
}
