package dev.bellwether.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Conflict;
import dev.bellwether.model.Forbidden;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Person;
import dev.bellwether.model.Role;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// Owners manage people, nobody else does, and there is always one owner.
class PeopleOfAnOrganizationTest {
    private static final PersonEdit AS_EDITOR =
            new PersonEdit(
                    Optional.empty(), Optional.empty(), Optional.of(Role.EDITOR), Optional.empty());

    @OnEachStore
    void theLastOwnerCanNeitherBeDemotedNorShutOutNorRemoved(TestStore test) {
        var acme = new Acme(test);
        var owner = acme.firstOwner().session();
        var id = owner.person().id();
        var out =
                new PersonEdit(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(false));
        assertThatThrownBy(() -> acme.people.edit(owner.principal(), id, AS_EDITOR))
                .isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> acme.people.edit(owner.principal(), id, out))
                .isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> acme.people.remove(owner.principal(), id))
                .isInstanceOf(Conflict.class);
        assertThat(acme.people.owners(People.DEFAULT)).hasSize(1);
    }

    @OnEachStore
    void twoOwnersWhoDemoteEachOtherAtTheSameTimeLeaveOne(TestStore test) throws Exception {
        var acme = new Acme(test);
        var ada = acme.firstOwner().session().principal();
        for (int round = 0; round < 10; round++) {
            var one = acme.people.owners(People.DEFAULT).getFirst();
            var other = acme.join(Principal.of(one), "Owner" + round, Role.OWNER);
            var refused = new AtomicInteger();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                threads.execute(() -> demote(acme, one, other, refused));
                threads.execute(() -> demote(acme, other, one, refused));
            }
            assertThat(refused.get()).isEqualTo(1);
            assertThat(acme.people.owners(People.DEFAULT)).hasSize(1);
        }
        assertThat(ada.role()).isEqualTo(Role.OWNER);
    }

    private static void demote(Acme acme, Person by, Person whom, AtomicInteger refused) {
        try {
            acme.people.edit(Principal.of(by), whom.id(), AS_EDITOR);
        } catch (Conflict e) {
            refused.incrementAndGet();
        }
    }

    @OnEachStore
    void onlyOwnersManagePeopleAndEverybodyTheirOwnName(TestStore test) {
        var acme = new Acme(test);
        var owner = acme.firstOwner().session();
        var editor = acme.join(owner.principal(), "Eve", Role.EDITOR);
        var eve = Principal.of(editor);
        assertThatThrownBy(() ->
                        acme.people
                                .invitations()
                                .invite(eve, "Mallory", "m@example.com", Role.OWNER))
                .isInstanceOf(Forbidden.class);
        assertThatThrownBy(() ->
                        acme.people.edit(
                                eve,
                                editor.id(),
                                new PersonEdit(
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(Role.OWNER),
                                        Optional.empty())))
                .isInstanceOf(Forbidden.class);
        var renamed =
                acme.people.edit(
                        eve,
                        editor.id(),
                        new PersonEdit(
                                Optional.of("Eva"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()));
        assertThat(renamed.name()).isEqualTo("Eva");
    }

    @OnEachStore
    void anotherOrganizationSeesNobody(TestStore test) {
        var acme = new Acme(test);
        var owner = acme.firstOwner().session();
        var other = new OrganizationId("other");
        assertThat(acme.people.person(other, owner.person().id())).isEmpty();
        assertThat(acme.people.persons(other, Optional.empty(), 10).items()).isEmpty();
        assertThatThrownBy(() ->
                        acme.people.remove(Principal.system(other, "test"), owner.person().id()))
                .isInstanceOf(NotFound.class);
    }

    @OnEachStore
    void peopleAreListedByNameSliceBySlice(TestStore test) {
        var acme = new Acme(test);
        var owner = acme.firstOwner().session().principal();
        for (String name : new String[] {"Dan", "Bob", "Carl"}) {
            acme.join(owner, name, Role.VIEWER);
        }
        var first = acme.people.persons(People.DEFAULT, Optional.empty(), 3);
        var second = acme.people.persons(People.DEFAULT, first.next(), 3);
        assertThat(first.items()).extracting(Person::name).containsExactly("Ada", "Bob", "Carl");
        assertThat(second.items()).extracting(Person::name).containsExactly("Dan");
        assertThat(second.next()).isEmpty();
    }

    @OnEachStore
    void anAddressHasOneAccount(TestStore test) {
        var acme = new Acme(test);
        var owner = acme.firstOwner().session().principal();
        assertThatThrownBy(() ->
                        acme.people
                                .invitations()
                                .invite(owner, "Ada", "ADA@example.com", Role.VIEWER))
                .isInstanceOf(Conflict.class);
    }

    @OnEachStore
    void aForgottenPasswordIsSetByAOneTimeLink(TestStore test) {
        var acme = new Acme(test);
        var owner = acme.firstOwner().session().principal();
        var bob = acme.join(owner, "Bob", Role.RESPONDER);
        String token = acme.people.invitations().newPassword(owner, bob.id()).token();
        acme.people
                .invitations()
                .accept(token, new Acceptance("", "", "a new long password"), Acme.LAPTOP);
        assertThat(
                        acme.people
                                .signIn()
                                .signIn("bob@example.com", "a new long password", Acme.LAPTOP))
                .isInstanceOf(SignInOutcome.SignedIn.class);
        assertThat(acme.people.invitations().pending(owner)).isEmpty();
    }

    @OnEachStore
    void aWithdrawnInvitationIsVoid(TestStore test) {
        var acme = new Acme(test);
        var owner = acme.firstOwner().session().principal();
        var link = acme.people.invitations().invite(owner, "Bob", "bob@example.com", Role.VIEWER);
        assertThat(acme.people.invitations().pending(owner)).containsExactly(link.invitation());
        acme.people.invitations().withdraw(owner, link.invitation().id());
        assertThat(acme.people.invitations().read(link.token())).isEmpty();
    }

    @OnEachStore
    void aRemovedPersonIsGoneWithAllThatHungOnThem(TestStore test) {
        var acme = new Acme(test);
        var owner = acme.firstOwner().session().principal();
        var bob = acme.join(owner, "Bob", Role.OWNER);
        acme.people.remove(owner, bob.id());
        assertThat(acme.people.person(People.DEFAULT, bob.id())).isEmpty();
        assertThat(acme.people.signIn().signIn("bob@example.com", Acme.PASSWORD, Acme.LAPTOP))
                .isInstanceOf(SignInOutcome.Refused.class);
    }

    @OnEachStore
    void whatHasExpiredIsClearedAway(TestStore test) {
        var acme = new Acme(test);
        acme.firstOwner();
        acme.people.signIn().signIn("x@example.com", "wrong", Acme.STRANGER);
        acme.clock.move(java.time.Duration.ofDays(40));
        acme.people.jobs().forEach(job -> job.run(acme.clock.instant()));
        for (String table : new String[] {"session", "invitation", "throttle"}) {
            long rows =
                    test.store()
                            .read(sql ->
                                    sql.createQuery("SELECT count(*) FROM " + table)
                                            .mapTo(Long.class)
                                            .one());
            assertThat(rows).as(table).isZero();
        }
    }
}
