package dev.bellwether.watch;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whom libraries and Terraform providers serve, where their names do not say so: the one table.
final class LibraryWords {
    /// The longest prefix of a name decides.
    private static final Map<String, String> SERVES =
            Map.ofEntries(
                    Map.entry("@aws-sdk/", "amazon web services"),
                    Map.entry("aws-sdk", "amazon web services"),
                    Map.entry("aws", "amazon web services"),
                    Map.entry("@azure/", "microsoft azure"),
                    Map.entry("azurerm", "microsoft azure"),
                    Map.entry("azuread", "microsoft azure"),
                    Map.entry("azapi", "microsoft azure"),
                    Map.entry("@google-cloud/", "google cloud"),
                    Map.entry("google", "google cloud"),
                    Map.entry("google-beta", "google cloud"),
                    Map.entry("firebase-admin", "firebase"),
                    Map.entry("@octokit/", "github"),
                    Map.entry("@sendgrid/", "sendgrid"),
                    Map.entry("@sentry/", "sentry"),
                    Map.entry("@slack/", "slack"),
                    Map.entry("@stripe/", "stripe"),
                    Map.entry("@twilio/", "twilio"),
                    Map.entry("@datadog/", "datadog"),
                    Map.entry("dd-trace", "datadog"),
                    Map.entry("@anthropic-ai/", "anthropic"),
                    Map.entry("@supabase/", "supabase"),
                    Map.entry("@vercel/", "vercel"),
                    Map.entry("@netlify/", "netlify"),
                    Map.entry("@clerk/", "clerk"),
                    Map.entry("@auth0/", "auth0"),
                    Map.entry("@okta/", "okta"),
                    Map.entry("@upstash/", "upstash"),
                    Map.entry("@cloudflare/", "cloudflare"),
                    Map.entry("wrangler", "cloudflare"),
                    Map.entry("@planetscale/", "planetscale"),
                    Map.entry("@neondatabase/", "neon"),
                    Map.entry("@pinecone-database/", "pinecone"),
                    Map.entry("@mailchimp/", "mailchimp"),
                    Map.entry("@hubspot/", "hubspot"),
                    Map.entry("@shopify/", "shopify"),
                    Map.entry("@contentful/", "contentful"),
                    Map.entry("@pagerduty/", "pagerduty"),
                    Map.entry("@launchdarkly/", "launchdarkly"),
                    Map.entry("launchdarkly-", "launchdarkly"),
                    Map.entry("@segment/", "segment"),
                    Map.entry("@mapbox/", "mapbox"),
                    Map.entry("mapbox-gl", "mapbox"),
                    Map.entry("@algolia/", "algolia"),
                    Map.entry("algoliasearch", "algolia"),
                    Map.entry("mailgun.js", "mailgun"),
                    Map.entry("mailgun-js", "mailgun"),
                    Map.entry("mongodbatlas", "mongodb atlas"),
                    Map.entry("@elastic/", "elastic cloud"),
                    Map.entry("plaid", "plaid"),
                    Map.entry("newrelic", "new relic"));

    private LibraryWords() {}

    /// The name of the provider that a library is made for.
    static Optional<String> serves(String library) {
        return SERVES.entrySet().stream()
                .filter(entry ->
                        entry.getKey().endsWith("/") || entry.getKey().endsWith("-")
                                ? library.startsWith(entry.getKey())
                                : library.equals(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /// Names a library may carry its provider's name in: `twilio` of `twilio` and of `twilio-node`.
    static List<String> names(String library) {
        String bare = library.replaceFirst("^@[^/]+/", "");
        String scope =
                library.startsWith("@") ? library.substring(1).replaceFirst("/.*", "") : bare;
        String tail = bare.replaceFirst("[-.](js|node|sdk|client|api|react|browser)$", "");
        return List.of(bare, tail, scope);
    }
}
