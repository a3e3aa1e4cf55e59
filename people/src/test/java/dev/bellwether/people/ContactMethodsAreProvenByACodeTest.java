package dev.bellwether.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Channel;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.Forbidden;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.Role;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

class ContactMethodsAreProvenByACodeTest {
    private final List<String> codes = new ArrayList<>();

    private Contacts contacts(Acme acme) {
        return acme.people.contacts((person, to, code, expiresAt) -> codes.add(code));
    }

    @OnEachStore
    void theRightCodeVerifiesAndWorksOnce(TestStore test) {
        var acme = new Acme(test);
        var ada = acme.firstOwner().session();
        var id = ada.person().id();
        var contacts = contacts(acme);
        var hook = contacts.add(ada.principal(), id, Channel.WEBHOOK, "https://example.com/hook");
        assertThat(hook.verified()).isFalse();
        assertThat(contacts.verify(ada.principal(), id, hook.id(), "nonsense")).isFalse();
        assertThat(contacts.verify(ada.principal(), id, hook.id(), codes.getLast())).isTrue();
        assertThat(contacts.verify(ada.principal(), id, hook.id(), codes.getLast())).isFalse();
        assertThat(acme.people.person(People.DEFAULT, id).orElseThrow().contacts())
                .extracting(ContactMethod::verified)
                .containsExactly(true, true);
    }

    @OnEachStore
    void aCodeExpiresAndTakesFiveTries(TestStore test) {
        var acme = new Acme(test);
        var ada = acme.firstOwner().session();
        var id = ada.person().id();
        var contacts = contacts(acme);
        var mail = contacts.add(ada.principal(), id, Channel.EMAIL, "pager@example.com");
        for (int attempt = 0; attempt < 5; attempt++) {
            assertThat(contacts.verify(ada.principal(), id, mail.id(), "00000000x")).isFalse();
        }
        assertThat(contacts.verify(ada.principal(), id, mail.id(), codes.getLast())).isFalse();
        acme.clock.move(Duration.ofMinutes(1));
        contacts.sendCode(ada.principal(), id, mail.id());
        acme.clock.move(Duration.ofMinutes(15));
        assertThat(contacts.verify(ada.principal(), id, mail.id(), codes.getLast())).isFalse();
        contacts.sendCode(ada.principal(), id, mail.id());
        assertThat(contacts.verify(ada.principal(), id, mail.id(), codes.getFirst())).isFalse();
        assertThat(contacts.verify(ada.principal(), id, mail.id(), codes.getLast())).isTrue();
    }

    @OnEachStore
    void nobodyIsFloodedWithCodes(TestStore test) {
        var acme = new Acme(test);
        var ada = acme.firstOwner().session();
        var id = ada.person().id();
        var contacts = contacts(acme);
        var mail = contacts.add(ada.principal(), id, Channel.EMAIL, "victim@example.com");
        assertThatThrownBy(() -> contacts.sendCode(ada.principal(), id, mail.id()))
                .isInstanceOf(Conflict.class);
        int sent = 1;
        for (int minute = 0; minute < 30; minute++) {
            acme.clock.move(Duration.ofMinutes(1));
            try {
                contacts.sendCode(ada.principal(), id, mail.id());
                sent++;
            } catch (Conflict e) {
                assertThat(e).hasMessageContaining("later");
            }
        }
        assertThat(sent).isBetween(10, 12);
    }

    @OnEachStore
    void anOwnerCannotProveForSomebodyElse(TestStore test) {
        var acme = new Acme(test);
        var owner = acme.firstOwner().session().principal();
        var bob = acme.join(owner, "Bob", Role.RESPONDER);
        var contacts = contacts(acme);
        var mail = contacts.add(owner, bob.id(), Channel.EMAIL, "bob@home.example");
        assertThatThrownBy(() -> contacts.verify(owner, bob.id(), mail.id(), codes.getLast()))
                .isInstanceOf(Forbidden.class);
        assertThatThrownBy(() ->
                        contacts.remove(Principal.of(bob), owner.person().orElseThrow(), mail.id()))
                .isInstanceOf(Forbidden.class);
    }

    @OnEachStore
    void theOrderIsTheirsAndAddressesMustFitTheChannel(TestStore test) {
        var acme = new Acme(test);
        var ada = acme.firstOwner().session();
        var id = ada.person().id();
        var by = ada.principal();
        var contacts = contacts(acme);
        var hook = contacts.add(by, id, Channel.WEBHOOK, "https://example.com/hook");
        var mail = acme.people.person(People.DEFAULT, id).orElseThrow().contacts().getFirst();
        contacts.order(by, id, List.of(hook.id(), mail.id()));
        assertThat(acme.people.person(People.DEFAULT, id).orElseThrow().contacts())
                .extracting(ContactMethod::id)
                .containsExactly(hook.id(), mail.id());
        assertThatThrownBy(() -> contacts.order(by, id, List.of(hook.id())))
                .isInstanceOf(InvalidInput.class);
        for (String wrong : List.of("ftp://x", "https://user:pw@example.com", "example.com", "")) {
            assertThatThrownBy(() -> contacts.add(by, id, Channel.WEBHOOK, wrong))
                    .isInstanceOf(InvalidInput.class);
        }
        assertThatThrownBy(() -> contacts.add(by, id, Channel.EMAIL, "a@b, c@d"))
                .isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> contacts.add(by, id, Channel.WEBHOOK, "https://example.com/hook"))
                .isInstanceOf(Conflict.class);
        contacts.remove(by, id, hook.id());
        assertThat(acme.people.person(People.DEFAULT, id).orElseThrow().contacts()).hasSize(1);
    }
}
