package dev.bellwether.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Forbidden;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.Role;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// A token speaks for its organization with the scopes it was given, until it is revoked or
/// expires.
class TokensTest {
    @OnEachStore
    void aTokenMayWhatItsScopesSayAndNoMore(TestStore test) {
        var acme = new Acme(test);
        var owner = acme.firstOwner().session().principal();
        var issued =
                acme.people
                        .tokens()
                        .issue(owner, "deploy", Set.of(Scope.READ, Scope.WRITE), Optional.empty());
        assertThat(issued.secret()).startsWith("bw_").hasSize(46);
        var principal = acme.people.tokens().authenticate(issued.secret()).orElseThrow();
        assertThat(principal.organization()).isEqualTo(People.DEFAULT);
        assertThat(principal.actor().kind()).isEqualTo(Actor.Kind.TOKEN);
        assertThat(principal.may(Scope.WRITE)).isTrue();
        assertThat(principal.may(Scope.ADMIN)).isFalse();
        assertThatThrownBy(() -> acme.people.tokens().list(principal))
                .isInstanceOf(Forbidden.class)
                .hasMessageContaining("ADMIN");
        assertThat(acme.people.tokens().authenticate(issued.secret() + "x")).isEmpty();
        assertThat(acme.people.tokens().authenticate("bw_")).isEmpty();
    }

    @OnEachStore
    void aTokenExpiresAndIsRevoked(TestStore test) {
        var acme = new Acme(test);
        var owner = acme.firstOwner().session().principal();
        var tokens = acme.people.tokens();
        var tomorrow = acme.clock.instant().plus(Duration.ofDays(1));
        var brief = tokens.issue(owner, "brief", Set.of(Scope.READ), Optional.of(tomorrow));
        var lasting = tokens.issue(owner, "lasting", Set.of(Scope.READ), Optional.empty());
        acme.clock.set(tomorrow);
        assertThat(tokens.authenticate(brief.secret())).isEmpty();
        assertThat(tokens.authenticate(lasting.secret())).isPresent();
        assertThat(tokens.list(owner))
                .filteredOn(token -> token.name().equals("lasting"))
                .allSatisfy(token -> assertThat(token.lastUsedAt()).contains(tomorrow));
        tokens.revoke(owner, lasting.token().id());
        assertThat(tokens.authenticate(lasting.secret())).isEmpty();
    }

    @OnEachStore
    void nobodyHandsOutMoreThanTheyHave(TestStore test) {
        var acme = new Acme(test);
        var owner = acme.firstOwner().session().principal();
        var editor = Principal.of(acme.join(owner, "Eve", Role.EDITOR));
        var tokens = acme.people.tokens();
        assertThatThrownBy(() -> tokens.issue(editor, "x", Set.of(Scope.READ), Optional.empty()))
                .isInstanceOf(Forbidden.class);
        var past = Optional.of(acme.clock.instant());
        assertThatThrownBy(() -> tokens.issue(owner, "", Set.of(), past))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        e ->
                                assertThat(e.problems())
                                        .extracting(InvalidInput.Problem::field)
                                        .containsExactly("name", "scopes", "expiresAt"));
    }

    @OnEachStore
    void onlyTheHashIsStored(TestStore test) {
        var acme = new Acme(test);
        var owner = acme.firstOwner().session().principal();
        var issued = acme.people.tokens().issue(owner, "t", Set.of(Scope.READ), Optional.empty());
        String row =
                test.store()
                        .read(sql ->
                                sql.createQuery("SELECT token_hash FROM api_token")
                                        .mapTo(String.class)
                                        .one());
        assertThat(row).isEqualTo(Tokenized.hash(issued.secret()));
        assertThat(issued.toString()).doesNotContain(issued.secret());
    }
}
