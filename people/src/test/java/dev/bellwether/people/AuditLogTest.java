package dev.bellwether.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Audited;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Role;
import dev.bellwether.model.TimelineNoted;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What somebody did stands in the audit log, and what failed does not.
class AuditLogTest {
    @OnEachStore
    void whatSomebodyDidIsTold(TestStore test) {
        var acme = new Acme(test);
        var owner = acme.firstOwner().session().principal();
        acme.people.tokens().issue(owner, "deploy", Set.of(Scope.READ), Optional.empty());
        acme.people.invitations().invite(owner, "Bob", "bob@example.com", Role.VIEWER);
        acme.people.signIn().signIn("ada@example.com", Acme.PASSWORD, Acme.LAPTOP);
        var entries = acme.people.audit().entries(People.DEFAULT, Optional.empty(), 50).items();
        assertThat(entries)
                .extracting(AuditEntry::action)
                .containsExactly(
                        "session.started",
                        "invitation.created",
                        "token.created",
                        "person.joined",
                        "invitation.created");
        assertThat(entries.get(2).actor()).isEqualTo(owner.actor());
        assertThat(entries.get(2).detail()).isEqualTo("deploy READ");
    }

    @OnEachStore
    void whatFailedIsNotTold(TestStore test) {
        var acme = new Acme(test);
        var owner = acme.firstOwner().session();
        var before = acme.people.audit().entries(People.DEFAULT, Optional.empty(), 50);
        assertThatThrownBy(() -> acme.people.remove(owner.principal(), owner.person().id()))
                .isNotNull();
        assertThat(acme.people.audit().entries(People.DEFAULT, Optional.empty(), 50))
                .isEqualTo(before);
    }

    @OnEachStore
    void itIsReadSliceBySliceWithOtherFactsAndWithoutOtherOrganizations(TestStore test) {
        var acme = new Acme(test);
        var actor = Actor.automation("test", "test");
        var other = new OrganizationId("other");
        for (int i = 0; i < 25; i++) {
            String subject = "s" + i;
            test.store()
                    .run(tx -> {
                        tx.journal(People.DEFAULT, new Audited(actor, "did", subject, ""));
                        tx.journal(other, new Audited(actor, "did", subject, ""));
                        tx.journal(
                                People.DEFAULT,
                                new TimelineNoted(new IncidentId("i1"), subject, actor));
                    });
        }
        var seen = new ArrayList<Long>();
        Optional<String> next = Optional.empty();
        do {
            var slice = acme.people.audit().entries(People.DEFAULT, next, 7);
            slice.items().forEach(entry -> seen.add(entry.seq()));
            next = slice.next();
        } while (next.isPresent());
        assertThat(seen)
                .hasSize(50)
                .doesNotHaveDuplicates()
                .isSortedAccordingTo((a, b) -> Long.compare(b, a));
        assertThatThrownBy(() -> acme.people.audit().entries(People.DEFAULT, Optional.of("x"), 7))
                .isInstanceOf(InvalidInput.class);
        assertThat(List.copyOf(seen)).allMatch(seq -> seq % 3 != 2);
    }
}
