package dev.bellwether.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Role;
import dev.bellwether.model.Service;
import dev.bellwether.people.Acceptance;
import dev.bellwether.people.Client;
import dev.bellwether.people.Principal;
import dev.bellwether.people.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// "The guard is the organization's whose service it names: the people of another neither see nor
/// switch it, by API and console." With the real desk, and an owner who may do all in theirs.
class TheGuardIsNobodyElsesTest {
    private static final OrganizationId OTHER = new OrganizationId("other");
    private static final String PASSWORD = "correct horse battery 9";
    private static final List<String> SWITCHES =
            List.of(
                    "mode {\"mode\": \"OFF\"}",
                    "drain {\"on\": true}",
                    "block {\"by\": \"FEATURE\", \"value\": \"f\", \"why\": \"w\", \"lasts\": \"PT1H\"}",
                    "unblock {\"by\": \"FEATURE\", \"value\": \"f\"}",
                    "heavy {}",
                    "cancel {\"query\": \"q\"}");

    @Test
    void theOwnerOfAnotherOrganizationNeitherSeesNorSwitchesIt() throws Exception {
        try (var booted =
                Booted.fresh(
                        Map.of(
                                "BELLWETHER_GUARD_UPSTREAM", "http://127.0.0.1:9",
                                "BELLWETHER_GUARD_MEMORY_LIMIT", "1 GB",
                                "BELLWETHER_GUARD_LISTEN", "127.0.0.1:0",
                                "BELLWETHER_GUARD_ADMIN", "127.0.0.1:0",
                                "BELLWETHER_GUARD_SERVICE", "Reports"))) {
            Principal owner = booted.owner("olga@example.com");
            serves(booted, owner, "Reports");
            Principal stranger = stranger(booted);
            serves(booted, stranger, "Other reports");
            String own = token(booted, owner);
            String foreign = token(booted, stranger);

            assertThat(booted.api(own, "GET", "/api/v1/guard", "").body()).contains("127.0.0.1:9");
            for (String path : List.of("/api/v1/guard", "/api/v1/guard/memory")) {
                var seen = booted.api(foreign, "GET", path, "");
                assertThat(seen.body()).as(path).doesNotContain("127.0.0.1:9");
            }
            for (String one : SWITCHES) {
                String[] words = one.split(" ", 2);
                var answer = booted.api(foreign, "POST", "/api/v1/guard/" + words[0], words[1]);
                assertThat(answer.statusCode()).as(one + answer.body()).isEqualTo(404);
            }
            inTheConsole(booted);

            assertThat(booted.api(own, "GET", "/api/v1/guard", "").body().replace(" ", ""))
                    .contains("\"mode\":\"FULL\"", "\"draining\":false", "\"blocks\":[]");
        }
    }

    private static void inTheConsole(Booted booted) throws Exception {
        var form = booted.get("/console/sign-in");
        var in =
                booted.post(
                        "/console/sign-in",
                        Booted.hidden(form.body())
                                + "&email=sam%40example.com&password="
                                + PASSWORD.replace(' ', '+'));
        assertThat(in.statusCode()).as(in.body()).isEqualTo(303);
        for (String page : List.of("", "/queries", "/releases", "/switch")) {
            assertThat(booted.get("/console/guard" + page).body())
                    .contains("No ClickHouse is guarded here")
                    .doesNotContain("127.0.0.1:9");
        }
        String key = Booted.hidden(booted.get("/console/guard").body());
        for (String one : List.of("mode&mode=OFF", "drain&on=on", "heavy")) {
            String[] words = one.split("&", 2);
            var answer =
                    booted.post(
                            "/console/guard/switch/" + words[0],
                            key + (words.length > 1 ? "&" + words[1] : ""));
            assertThat(answer.statusCode()).as(one + answer.body()).isEqualTo(404);
        }
    }

    private static void serves(Booted booted, Principal owner, String name) {
        var services = booted.assembly.rooms().incidents().services();
        services.save(
                new Service(
                        services.newId(),
                        owner.organization(),
                        name,
                        "",
                        IncidentPolicy.DEFAULT,
                        Optional.empty()),
                owner.actor());
    }

    /// The owner of a second organization.
    private static Principal stranger(Booted booted) {
        Rooms rooms = booted.assembly.rooms();
        rooms.store()
                .run(tx ->
                        tx.sql()
                                .createUpdate(
                                        "INSERT INTO organization (id, name, created_at) VALUES (:id, 'Other', 0)")
                                .bind("id", OTHER)
                                .execute());
        var invitations = rooms.people().invitations();
        String link =
                invitations
                        .invite(
                                Principal.system(OTHER, "test"),
                                "Sam Stranger",
                                "sam@example.com",
                                Role.OWNER)
                        .token();
        return invitations
                .accept(
                        link,
                        new Acceptance("Sam Stranger", "sam@example.com", PASSWORD),
                        new Client("127.0.0.1", "test"))
                .session()
                .principal();
    }

    private static String token(Booted booted, Principal of) {
        var scopes = Set.of(Scope.READ, Scope.RESPOND, Scope.WRITE);
        return booted.assembly
                .rooms()
                .people()
                .tokens()
                .issue(of, "t", scopes, Optional.empty())
                .secret();
    }
}
