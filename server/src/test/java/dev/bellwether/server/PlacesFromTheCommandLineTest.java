package dev.bellwether.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.people.Principal;
import dev.bellwether.people.Scope;
import dev.bellwether.people.Tokens;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// `bellwether place add, list, revoke --url --token` against a running server: no need to stop it.
class PlacesFromTheCommandLineTest {
    @Test
    void aPlaceIsMadeListedAndRevokedWhileTheServerRuns() throws Exception {
        try (var booted = Booted.fresh(Map.of())) {
            String url = booted.assembly.local().toString();
            Principal owner = booted.owner("olga@example.com");
            Tokens tokens = booted.assembly.rooms().people().tokens();
            String token = token(tokens, owner, Scope.READ, Scope.ADMIN);

            var made =
                    CommandLine.run(
                            url,
                            token,
                            "place",
                            "add",
                            "paris",
                            "--region",
                            "Europe",
                            "--at",
                            "48.9,2.4");
            assertThat(made.code()).as(made.text()).isZero();
            assertThat(made.text().strip()).startsWith("bwp_").doesNotContain("\n");
            var places = booted.assembly.rooms().watch().places();
            var place = places.list(owner.organization()).getFirst().place();
            assertThat(place.name()).isEqualTo("paris");
            assertThat(place.region()).isEqualTo("Europe");
            assertThat(place.latitude()).contains(48.9);

            var twice = CommandLine.run(url, token, "place", "add", "paris");
            assertThat(twice.code()).isEqualTo(1);
            assertThat(twice.text()).contains("There is a place 'paris' already");
            var wrong = CommandLine.run(url, token, "place", "add", "Paris!");
            assertThat(wrong.code()).isEqualTo(1);
            assertThat(wrong.text()).contains("name").contains("'Paris!'");
            var all = CommandLine.run(url, token, "place", "add", "x", "--all-organizations");
            assertThat(all.code()).isEqualTo(1);
            assertThat(all.text()).contains("on the server's machine");

            var list = CommandLine.run(url, token, "place", "list");
            assertThat(list.code()).isZero();
            assertThat(list.text()).contains(place.id(), "paris", "never seen");

            var reader = token(tokens, owner, Scope.READ);
            var forbidden = CommandLine.run(url, reader, "place", "revoke", place.id());
            assertThat(forbidden.code()).isEqualTo(1);
            assertThat(forbidden.text()).contains("ADMIN");
            assertThat(CommandLine.run(url, "bw_nobody", "place", "list").code()).isEqualTo(1);

            assertThat(CommandLine.run(url, token, "place", "revoke", place.id()).code()).isZero();
            assertThat(places.list(owner.organization())).isEmpty();
            var gone = CommandLine.run(url, token, "place", "revoke", place.id());
            assertThat(gone.code()).isEqualTo(1);
            assertThat(gone.text()).contains(place.id());
        }
    }

    private static String token(Tokens tokens, Principal owner, Scope... scopes) {
        return tokens.issue(owner, "places " + List.of(scopes), Set.of(scopes), Optional.empty())
                .secret();
    }
}
