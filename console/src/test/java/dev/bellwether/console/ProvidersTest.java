package dev.bellwether.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.ProviderId;
import dev.bellwether.model.Role;
import dev.bellwether.model.Service;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Providers are found, narrowed, followed one by one or forty at once, and added by hand.
final class ProvidersTest {
    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void theWholeCatalogueIsPagedAndFoundByNameDomainAndCategory() {
        var owner = world.owner();
        var all = owner.get("/console/providers");
        assertThat(all.html().select("tbody tr")).hasSize(50);
        assertThat(all.html().select("nav.pager").text()).contains("1 to 50 of 3,");
        assertThat(owner.get(all.html().selectFirst("a[rel=next]").attr("href")).text())
                .contains("51 to 100");
        assertThat(names(owner.get("/console/providers?q=https://api.stripe.com/v1")).getFirst())
                .isEqualTo("Stripe");
        String category = all.html().select("#category option").get(1).attr("value");
        var narrow = owner.get(Links.to("/console/providers", "category", category));
        assertThat(narrow.html().select("tbody th .soft").eachText())
                .isNotEmpty()
                .allMatch(category::equals);
        assertThat(owner.get("/console/providers?state=trouble").text())
                .contains("No provider is so");
        assertThat(owner.get("/console/providers?q=no+such+thing+at+all").text())
                .contains("nothing like", "Add it yourself");
    }

    @Test
    void thoseWeUseAreRecognizedInATextAndFollowedInOneStep() {
        var owner = world.owner();
        var form = owner.get("/console/providers-use");
        var found =
                owner.press(
                        form,
                        "See what is recognized",
                        "text",
                        "stripe.com\nGitHub\nqqzzxx corp\n");
        assertThat(found.html().select("tbody th a").eachText()).contains("Stripe", "GitHub");
        assertThat(found.html().select("tbody input[checked]")).hasSize(2);
        assertThat(found.text()).contains("qqzzxx corp");
        assertThat(world.rooms.services().list(World.ORG)).isEmpty();
        var done = owner.press(found, "Follow the ticked");
        assertThat(done.text()).contains("2 providers are followed");
        assertThat(names(done)).containsExactlyInAnyOrder("GitHub", "Stripe");
        assertThat(world.rooms.services().list(World.ORG))
                .extracting(Service::name)
                .containsExactlyInAnyOrder("GitHub", "Stripe");
        assertThat(names(owner.get("/console/providers")).subList(0, 2))
                .containsExactlyInAnyOrder("GitHub", "Stripe");
        var again =
                owner.press(
                        owner.get("/console/providers-use"),
                        "See what is recognized",
                        "text",
                        "github.com");
        assertThat(again.text()).contains("Followed already");
        assertThat(again.html().select("tbody input")).isEmpty();
    }

    @Test
    void nothingPastedNothingTickedAndNothingKnownAreSaid() {
        var owner = world.owner();
        var form = owner.get("/console/providers-use");
        assertThat(owner.press(form, "See what is recognized", "text", " ").status())
                .isEqualTo(422);
        Map<String, List<String>> fields = new LinkedHashMap<>(Browser.fields(form.form("See")));
        assertThat(owner.post("/console/providers-use/follow", fields).text())
                .contains("nothing is followed");
        fields.put("provider", List.of("no-such-provider"));
        assertThat(owner.post("/console/providers-use/follow", fields).text())
                .contains("'no-such-provider'");
        assertThat(world.rooms.services().list(World.ORG)).isEmpty();
        var viewer = world.member("Vera", Role.VIEWER);
        assertThat(viewer.get("/console/providers-use").status()).isEqualTo(403);
        assertThat(viewer.get("/console/providers/github").html().select("main button")).isEmpty();
    }

    @Test
    void oneIsFollowedFromItsPageWhichThenSaysSo() {
        var owner = world.owner();
        var page = owner.get("/console/providers/github");
        assertThat(page.text()).contains("Who knew when", "Follow it, and of each outage");
        var service = owner.press(page, "Follow as a service");
        assertThat(service.html().selectFirst("h1").text()).isEqualTo("GitHub");
        assertThat(owner.get("/console/providers/github").text())
                .contains("Followed as GitHub", "No outage began since you follow it");
        var check = world.rooms.checks().list(World.ORG, java.util.Optional.empty(), 5).items();
        assertThat(check.getFirst().spec())
                .isInstanceOf(CheckSpec.ProviderPage.class)
                .extracting(spec -> ((CheckSpec.ProviderPage) spec).provider())
                .isEqualTo(new ProviderId("github"));
    }

    @Test
    void oneOfOnesOwnIsAddedChangedDeletedAndBroughtBack() {
        var owner = world.owner();
        var made =
                owner.press(
                        owner.get("/console/providers/new"),
                        "Add the provider",
                        "name",
                        "Payroll GmbH",
                        "page",
                        "https://status.payroll.example");
        assertThat(made.html().selectFirst("h1").text()).isEqualTo("Payroll GmbH");
        String edit = made.html().select("main a[href^=/console/providers-edit]").attr("href");
        var saved = owner.press(owner.get(edit), "Save", "category", "hr");
        assertThat(saved.text()).contains("Payroll GmbH was saved", "hr");
        var gone = owner.press(saved, "Delete Payroll GmbH");
        assertThat(owner.get("/console/providers?state=own").html().select("tbody tr")).isEmpty();
        assertThat(owner.press(gone, "Undo").text()).contains("Payroll GmbH is back");
        assertThat(owner.get("/console/providers-edit/github").status()).isEqualTo(404);
    }

    private static List<String> names(Browser.Page page) {
        return page.html().select("tbody th a").eachText();
    }
}
