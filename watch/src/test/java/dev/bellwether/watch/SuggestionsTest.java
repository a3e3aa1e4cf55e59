package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.watch.ProviderSuggestions.Confidence;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// "These are the 40 we use": whatever is pasted, the providers it names are found, and what was
/// not understood is told.
class SuggestionsTest {
    private static final ProviderMatcher CATALOGUE = new ProviderMatcher(catalogue());

    private static List<Provider> catalogue() {
        try (InputStream in = Catalogue.class.getResourceAsStream("providers.csv")) {
            byte[] file = Objects.requireNonNull(in).readAllBytes();
            return CatalogueCsv.read(new String(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProviderSuggestions suggest(String text) {
        return CATALOGUE.match(PastedList.of(text));
    }

    private static List<String> names(ProviderSuggestions suggestions) {
        return suggestions.matches().stream().map(match -> match.provider().name()).toList();
    }

    @Test
    void aListOfNamesAndDomains() {
        var found =
                suggest(
                        """
                        - GitHub
                        - stripe.com, api.twilio.com
                        3. https://www.cloudflare.com/network/
                        Amazon Web Services, Inc.
                        A company nobody knows
                        github
                        """);
        assertThat(names(found))
                .containsExactly("GitHub", "Stripe", "Twilio", "Cloudflare", "Amazon Web Services");
        assertThat(found.matches())
                .allSatisfy(m -> assertThat(m.confidence()).isEqualTo(Confidence.CERTAIN));
        assertThat(found.rest()).contains("A company nobody knows");
    }

    @Test
    void theNamesThatPeopleUse() {
        assertThat(names(suggest("aws\nGCP\nAzure\nelastic\nOffice 365\nG Suite\nmongodb")))
                .containsExactly(
                        "Amazon Web Services",
                        "Google Cloud",
                        "Microsoft Azure",
                        "Elastic Cloud",
                        "Microsoft365",
                        "Google Workspace",
                        "MongoDB Atlas");
        assertThat(CatalogueSearch.search(catalogue(), "gcp", 3))
                .extracting(Provider::name)
                .startsWith("Google Cloud");
    }

    @Test
    void everyNameThatPeopleUseLeadsToAProvider() {
        assertThat(catalogue().stream().map(provider -> provider.id().value()))
                .containsAll(Nicknames.all().values());
    }

    @Test
    void aPackageJson() {
        var found =
                suggest(
                        """
                        {"name":"shop","dependencies":{"@aws-sdk/client-s3":"^3","stripe":"^14","react":"^19",
                          "@sentry/node":"8","openai":"4","express":"5"},
                         "devDependencies":{"@octokit/rest":"21","left-pad":"1"}}
                        """);
        assertThat(names(found))
                .containsExactly("Amazon Web Services", "Stripe", "Sentry", "OpenAI", "GitHub");
        assertThat(found.matches().getFirst().because()).isEqualTo("@aws-sdk/client-s3");
        assertThat(found.matches())
                .allSatisfy(m -> assertThat(m.confidence()).isEqualTo(Confidence.LIKELY));
        assertThat(found.rest()).containsExactly("react", "express", "left-pad");
    }

    @Test
    void aTerraformFile() {
        var found =
                suggest(
                        """
                        terraform {
                          required_providers {
                            aws        = { source = "hashicorp/aws", version = "~> 5.0" }
                            cloudflare = { source = "cloudflare/cloudflare" }
                            datadog    = { source = "registry.terraform.io/DataDog/datadog" }
                            random     = { source = "hashicorp/random" }
                          }
                        }
                        provider "google" {
                          project = "shop"
                        }
                        """);
        assertThat(names(found))
                .containsExactly("Amazon Web Services", "Cloudflare", "Datadog", "Google Cloud");
        assertThat(found.rest()).containsExactly("random");
    }

    /// One file of many: what it needs stands in another.
    @Test
    void aTerraformFileOfResourcesOnly() {
        var found =
                suggest(
                        """
                        resource "aws_s3_bucket" "logs" {
                          bucket = "logs"
                        }
                        data "cloudflare_zone" "shop" {}
                        resource "github_repository" "shop" {}
                        resource "random_id" "x" {}
                        """);
        assertThat(names(found)).containsExactly("Amazon Web Services", "Cloudflare", "GitHub");
        assertThat(found.rest()).containsExactly("random");
    }

    @Test
    void theFormOfACompanyIsNoNameOfItsOwn() {
        var found = suggest("Cloudflare, Inc., Twilio Inc; Stripe, LLC\nDatadog, Inc.");
        assertThat(names(found)).containsExactly("Cloudflare", "Twilio", "Stripe", "Datadog");
        assertThat(found.rest()).isEmpty();
    }

    @Test
    void aTableOfSubprocessorsInHtml() {
        var found =
                suggest(
                        """
                        <html><body><nav><ul><li>Slack</li></ul></nav>
                        <table><tr><th>Entity</th><th>Purpose</th><th>Country</th></tr>
                        <tr><td>Cloudflare, Inc.</td><td>Content delivery</td><td>USA</td></tr>
                        <tr><td><a href="https://www.twilio.com/legal">The mail people</a></td><td>Email</td><td>USA</td></tr>
                        <tr><td>Twilio SendGrid Ireland Limited</td><td>Email</td><td>Ireland</td></tr>
                        <tr><td>Unheard Of GmbH</td><td>Coffee</td><td>Germany</td></tr></table></body></html>
                        """);
        assertThat(names(found)).containsExactly("Cloudflare", "Twilio");
        assertThat(found.rest()).containsExactly("Unheard Of GmbH");
    }

    @Test
    void aTableOfSubprocessorsWithCommas() {
        var found =
                suggest(
                        """
                        Vendor,Service,Location
                        "Datadog, Inc.",Monitoring,US
                        Sentry,Errors,US
                        Zxqwv Ltd,Nothing,UK
                        """);
        assertThat(names(found)).containsExactly("Datadog", "Sentry");
        assertThat(found.rest()).containsExactly("Zxqwv Ltd");
    }

    @Test
    void theBeginningOfOneNameIsOnlyPossible() {
        var found = suggest("Cloudfla");
        assertThat(found.matches()).hasSizeLessThanOrEqualTo(1);
        assertThat(found.matches())
                .allSatisfy(m -> assertThat(m.confidence()).isEqualTo(Confidence.POSSIBLE));
    }

    @Test
    void whateverIsPastedComesToAnEnd() {
        for (String text :
                List.of(
                        "",
                        "{",
                        "{\"dependencies\":[]}",
                        "<",
                        "<table>".repeat(50_000),
                        "<tr><td>".repeat(50_000),
                        ",".repeat(1 << 20),
                        "a\n".repeat(1 << 20),
                        "{".repeat(1 << 20),
                        "provider \"".repeat(100_000))) {
            ProviderSuggestions found = suggest(text);
            assertThat(found.rest().size()).isLessThanOrEqualTo(500);
        }
    }
}
