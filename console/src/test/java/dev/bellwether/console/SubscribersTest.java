package dev.bellwether.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Actor;
import dev.bellwether.model.PageId;
import dev.bellwether.model.Role;
import dev.bellwether.model.StatusPage;
import dev.bellwether.statuspage.NewSubscriber;
import dev.bellwether.statuspage.PageSpec;
import dev.bellwether.statuspage.Subscriber;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The operator sees who hears what, brings people in with a note on consent, and takes them out.
final class SubscribersTest {
    private static final Actor TEST = Actor.automation("test", "set up");

    private final World world = new World();
    private final StatusPage page =
            world.rooms.pages().create(World.ORG, PageSpec.named("shop", "Shop"), TEST);
    private final String home = "/console/pages/" + page.id() + "/subscribers";

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aListIsImportedSearchedAndExported() {
        var owner = world.owner();
        assertThat(owner.get(home).html().text())
                .contains("Nobody has subscribed yet")
                .doesNotContain("No mail server is set up");
        var refused = owner.press(owner.get(home + "/import"), "Import", "csv", "ada@example.com");
        assertThat(refused.problems()).isNotEmpty();
        assertThat(owner.press(owner.get(home + "/new"), "Add", "component", "No id").status())
                .isEqualTo(422);
        var taken =
                owner.press(
                        refused,
                        "Import",
                        "csv",
                        "email,name\nada@example.com,Ada\nbob@example.org,Bob\nno address,X\nada@example.com,Twice\n",
                        "consent",
                        "Terms of service, 2026");
        assertThat(taken.html().text()).contains("2 added, 1 were there already", "line 4");
        assertThat(owner.get(home + "?search=bob").html().select("tbody tr")).hasSize(1);
        assertThat(owner.get(home + "?search=%25").html().text()).contains("Nobody is found");
        String csv = owner.get(home + "/export").response().body();
        assertThat(csv).contains("\"ada@example.com\",\"EMAIL\",\"ACTIVE\"", "Terms of service");
    }

    @Test
    void withoutAMailServerTheListSaysThatNoMailLeaves() {
        try (var silent = World.withoutMail()) {
            var shop = silent.rooms.pages().create(World.ORG, PageSpec.named("shop", "Shop"), TEST);
            assertThat(
                            silent.owner()
                                    .get("/console/pages/" + shop.id() + "/subscribers")
                                    .html()
                                    .text())
                    .contains("No mail server is set up");
        }
    }

    @Test
    void oneIsLookedAtAndRemovedForGood() {
        var owner = world.owner();
        Subscriber s = add("ada@example.com");
        var one = owner.get(home + "/" + s.id());
        assertThat(one.html().text()).contains("ada@example.com", "Subscribed", "told us");
        var gone = owner.press(one, "Remove ada@example.com");
        assertThat(gone.html().text()).contains("was removed, with the address");
        assertThat(owner.get(home + "/" + s.id()).status()).isEqualTo(404);
        assertThat(owner.get("/console/pages/" + page.id() + "/receipts").html().text())
                .contains("Nothing was told yet");
    }

    @Test
    void viewersAndOtherPagesSeeNothing() {
        world.owner();
        Subscriber s = add("ada@example.com");
        assertThat(world.member("Vera", Role.VIEWER).get(home).status()).isEqualTo(403);
        var other = world.rooms.pages().create(World.ORG, PageSpec.named("two", "Two"), TEST);
        assertThat(
                        world.member("Edi", Role.EDITOR)
                                .get("/console/pages/" + other.id() + "/subscribers/" + s.id())
                                .status())
                .isEqualTo(404);
        assertThat(
                        world.rooms
                                .subscribers()
                                .list(
                                        World.ORG,
                                        new PageId(page.id().value()),
                                        Optional.empty(),
                                        "",
                                        Optional.empty(),
                                        9)
                                .items())
                .hasSize(1);
    }

    private Subscriber add(String address) {
        return world.rooms
                .subscribers()
                .add(
                        World.ORG,
                        page.id(),
                        new NewSubscriber(
                                Subscriber.Mode.EMAIL, address, List.of(), true, "told us"),
                        TEST);
    }
}
