package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ProviderChanged;
import dev.bellwether.model.ProviderId;
import dev.bellwether.model.Status;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Whose word counts, and when a change of it is a signal.
class ProviderTrustTest {
    private static final Instant NOW = Instant.parse("2026-05-01T08:00:00Z");

    private static Provider provider(String name, String home, String page, Provider.Trust trust) {
        return new Provider(
                new ProviderId(
                        name.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]+", "-")),
                OrganizationId.SYSTEM,
                name,
                "",
                home,
                page,
                "statuspage",
                "",
                trust);
    }

    private static final Provider AGREED =
            provider("Acme", "acme.com", "https://status.acme.com", Provider.Trust.AGREED);
    private static final Provider LISTED =
            provider("Acme", "acme.com", "https://status.acme.com", Provider.Trust.LISTED);

    private static ProviderEvent read(String body) {
        return new ProviderEvent.Read(new StatuspageReader().read(Answers.of(body)), "statuspage");
    }

    private static ProviderDecision on(Provider p, ProviderState before, ProviderEvent event) {
        return ProviderDecision.on(p, before, event, false, NOW);
    }

    private static ProviderState unread(Provider provider) {
        return ProviderState.unread(provider, "Not read yet");
    }

    @Test
    void onlyAnAgreedAddressIsConfirmedBeforeFirstContact() {
        assertThat(unread(AGREED).confirmed()).isTrue();
        assertThat(unread(LISTED).confirmed()).isFalse();
        assertThat(on(LISTED, unread(LISTED), read(Payloads.well("ACME Inc."))).state().confirmed())
                .isTrue();
    }

    @Test
    void aPageUnderAnotherNameIsUnknownAndRaisesNothing() {
        for (Provider provider : new Provider[] {AGREED, LISTED}) {
            var decision = on(provider, unread(provider), read(Payloads.outage("Umbrella")));
            assertThat(decision.state().status()).isEqualTo(Status.UNKNOWN);
            assertThat(decision.state().confirmed()).isFalse();
            assertThat(decision.state().reason()).contains("'Umbrella'").contains("'Acme'");
            assertThat(decision.facts()).isEmpty();
        }
    }

    @Test
    void aKnownPageThatIsTakenOverIsUnknownWithItsLastKnownState() {
        ProviderState well = on(AGREED, unread(AGREED), read(Payloads.well("Acme"))).state();
        ProviderState taken = on(AGREED, well, read(Payloads.outage("Umbrella"))).state();
        assertThat(taken.status()).isEqualTo(Status.UNKNOWN);
        assertThat(taken.lastKnown()).isEqualTo(Status.OPERATIONAL);
        assertThat(taken.contact()).contains(NOW);
        assertThat(on(AGREED, taken, read(Payloads.well("Acme"))).state().status())
                .isEqualTo(Status.OPERATIONAL);
    }

    @Test
    void anOutageIsASignalOnceAndItsEndAnother() {
        var well = on(AGREED, unread(AGREED), read(Payloads.well("Acme")));
        assertThat(well.facts()).as("first contact, all well").isEmpty();
        var down = on(AGREED, well.state(), read(Payloads.outage("Acme")));
        assertThat(down.facts())
                .extracting(ProviderChanged::status)
                .containsExactly(Status.PARTIAL_OUTAGE, Status.MAJOR_OUTAGE);
        assertThat(down.facts().getLast().component()).contains("Payments");
        assertThat(on(AGREED, down.state(), read(Payloads.outage("Acme"))).facts()).isEmpty();
        var up = on(AGREED, down.state(), read(Payloads.well("Acme")));
        assertThat(up.facts().getFirst().before()).isEqualTo(Status.PARTIAL_OUTAGE);
        assertThat(up.facts().getFirst().status()).isEqualTo(Status.OPERATIONAL);
    }

    @Test
    void notBeingAbleToReadIsToldOnlyWhereSomebodyDependsOnIt() {
        ProviderState well = on(AGREED, unread(AGREED), read(Payloads.well("Acme"))).state();
        var blind = new ProviderEvent.Unreadable("Answers 500");
        var quiet = on(AGREED, well, blind);
        assertThat(quiet.facts()).isEmpty();
        assertThat(quiet.state().status()).isEqualTo(Status.UNKNOWN);
        assertThat(quiet.state().lastKnown()).isEqualTo(Status.OPERATIONAL);
        assertThat(quiet.state().confirmed()).isTrue();
        var told = ProviderDecision.on(AGREED, well, blind, true, NOW);
        assertThat(told.facts()).hasSize(1);
        assertThat(told.facts().getFirst().status()).isEqualTo(Status.UNKNOWN);
        // Blind, then down, is one change of what the page says.
        assertThat(on(AGREED, quiet.state(), read(Payloads.outage("Acme"))).facts().getFirst())
                .extracting(ProviderChanged::before, ProviderChanged::status)
                .containsExactly(Status.OPERATIONAL, Status.PARTIAL_OUTAGE);
    }

    @Test
    void namesThatFitAndNamesThatDoNot() {
        assertThat(fits("GitHub", "github.com", "https://www.githubstatus.com", "GitHub")).isTrue();
        assertThat(fits("Bitbucket", "", "https://b.status.a.com", "Atlassian Bitbucket")).isTrue();
        assertThat(fits("Aqua Security", "aquasec.com", "https://s.x", "Aquasec")).isTrue();
        assertThat(fits("Amazon Web Services", "", "https://s.x", "AWS Status")).isTrue();
        assertThat(fits("Crédit Mutuel", "", "https://s.x", "Credit Mutuel")).isTrue();
        assertThat(fits("Box", "box.com", "https://status.box.com", "Dropbox")).isFalse();
        assertThat(fits("Acme", "acme.com", "https://status.acme.com", "Status")).isFalse();
        assertThat(fits("Go", "go.dev", "https://status.go.dev", "MongoDB Cloud")).isFalse();
        assertThat(fits("Acme", "", "https://acme.statuspage.io", "Statuspage")).isFalse();
        var moved =
                provider("Dropbox Sign", "", "https://status.hellosign.com", Provider.Trust.AGREED);
        assertThat(ProviderName.fits(moved, "HelloSign")).isTrue();
    }

    private static boolean fits(String name, String home, String page, String said) {
        return ProviderName.fits(provider(name, home, page, Provider.Trust.LISTED), said);
    }
}
