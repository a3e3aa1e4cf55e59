package dev.bellwether.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Role;
import dev.bellwether.model.StatusPage;
import dev.bellwether.statuspage.PageSpec;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The operator uploads a logo, tries out a look before it is saved, and says who may read a page.
final class LookOfAPageTest {
    private static final Actor TEST = Actor.automation("test", "set up");
    private static final int MOST = 256 * 1024;

    private final World world = new World();
    private final StatusPage page =
            world.rooms.pages().create(World.ORG, PageSpec.named("shop", "Shop"), TEST);
    private final String home = "/console/pages/" + page.id();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void whoHasAPageElsewhereReadsTheWholeCommandThatBringsItHere() {
        assertThat(world.owner().get("/console/pages").html().select("details pre").text())
                .contains("BELLWETHER_TOKEN=", "import statuspage", "--url http");
    }

    @Test
    void aLogoOfTheMostBytesIsTakenAndOneByteMoreIsRefusedInWords() {
        var owner = world.owner();
        var taken = owner.upload(owner.get(home), "Upload", "image", png(MOST));
        assertThat(taken.text()).contains("The logo was saved");
        var logo = now().look().logo();
        assertThat(logo.orElseThrow()).endsWith(".png");

        var refused = owner.upload(owner.get(home), "Upload", "image", png(MOST + 1));
        assertThat(refused.text()).contains("256 KB");
        assertThat(refused.text()).doesNotContain("The logo was saved");
        assertThat(now().look().logo()).isEqualTo(logo);
    }

    @Test
    void whatNobodyWouldSendIsRefusedUnread() {
        var owner = world.owner();
        var large = owner.upload(owner.get(home), "Upload", "image", png(4 << 20));
        assertThat(large.status()).isEqualTo(413);
        assertThat(large.text()).contains("This is too large", "4 MB");
        assertThat(owner.streamed(home + "/logo").status()).isEqualTo(411);
        assertThat(now().look().logo()).isEmpty();
    }

    @Test
    void whatIsNoImageIsRefusedAndViewersUploadNothing() {
        var owner = world.owner();
        var refused =
                owner.upload(
                        owner.get(home),
                        "Upload",
                        "image",
                        "<html><script>alert(1)</script></html>".getBytes(UTF_8));
        assertThat(refused.text()).contains("is no PNG, JPEG, GIF, WebP or clean SVG image");
        var form = owner.get(home);
        assertThat(
                        world.member("Vera", Role.VIEWER)
                                .upload(form, "Upload", "image", png(99))
                                .status())
                .isEqualTo(403);
        assertThat(now().look().logo()).isEmpty();
    }

    @Test
    void aLookIsTriedOutInAFrameAndNothingIsSaved() {
        var owner = world.owner();
        world.work();
        var form = owner.get(home);
        assertThat(form.html().select("iframe[name=look]").attr("sandbox")).isEmpty();
        assertThat(form.html().select("iframe[name=look][sandbox]")).hasSize(1);
        var fields = Browser.fields(form.form("Save"));
        fields.put("name", java.util.List.of("Shop of tomorrow"));
        var tried = owner.post(home + "/try", fields);
        assertThat(tried.status()).isEqualTo(200);
        assertThat(tried.text()).contains("Shop of tomorrow");
        assertThat(now().name()).isEqualTo("Shop");

        fields.put("access.networks", java.util.List.of("10.0.0.0/8\nhere\n10.0.0.0/99"));
        var networks = owner.post(home, fields);
        assertThat(networks.status()).isEqualTo(422);
        assertThat(networks.html().select("#f-access-networks-problem").text())
                .contains("'here' is not a network", "'10.0.0.0/99' is not a network");
        assertThat(networks.html().select("#f-access-networks").attr("aria-invalid"))
                .isEqualTo("true");
        assertThat(networks.html().select(".summary a[href=#f-access-networks]")).hasSize(2);

        fields.put("look.accent", java.util.List.of("no colour"));
        assertThat(owner.post(home + "/try", fields).text()).contains("no colour");
        assertThat(now()).isEqualTo(page);
    }

    @Test
    void aPasswordMakesThePagePrivateAndIsNeverShown() {
        var owner = world.owner();
        var without = owner.press(owner.get(home), "Save", "access.password", "on");
        assertThat(without.problems()).isNotEmpty();
        assertThat(now().access().password()).isFalse();

        var saved =
                owner.press(
                        owner.get(home),
                        "Save",
                        "access.password",
                        "on",
                        "access.newPassword",
                        "open sesame please",
                        "access.networks",
                        "10.0.0.0/8\n2001:db8::/32");
        assertThat(saved.text()).contains("Shop was saved");
        assertThat(now().access().password()).isTrue();
        assertThat(now().access().networks()).containsExactly("10.0.0.0/8", "2001:db8::/32");
        world.work();
        var again = owner.get(home);
        assertThat(again.html().outerHtml())
                .contains("10.0.0.0/8")
                .doesNotContain("open sesame please");

        var wrong = owner.press(again, "Save", "access.networks", "ten dot nothing");
        assertThat(wrong.text()).contains("'ten dot nothing' is not a network such as 10.0.0.0/8");
        assertThat(now().access().networks()).containsExactly("10.0.0.0/8", "2001:db8::/32");
        assertThat(wrong.html().outerHtml()).contains("ten dot nothing");
    }

    private StatusPage now() {
        return world.rooms.pages().get(World.ORG, page.id());
    }

    /// As many bytes that begin as a PNG does.
    private static byte[] png(int size) {
        byte[] signature = {(byte) 0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a};
        return Arrays.copyOf(signature, size);
    }
}
