package dev.bellwether.watch;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;

/// What people call a provider where the catalogue writes another name: the one table. Pure.
///
/// A product that has no page of its own leads to whom it is a part of.
final class Nicknames {
    /// From the letters and digits of what people write to the id in the catalogue.
    private static final Map<String, String> IDS =
            Map.ofEntries(
                    entry("aws", "amazon-web-services"),
                    entry("amazon", "amazon-web-services"),
                    entry("amazonaws", "amazon-web-services"),
                    entry("ec2", "amazon-web-services"),
                    entry("rds", "amazon-web-services"),
                    entry("route53", "amazon-web-services"),
                    entry("s3", "amazon-web-services"),
                    entry("ses", "amazon-web-services"),
                    entry("sqs", "amazon-web-services"),
                    entry("azure", "microsoft-azure"),
                    entry("bigquery", "google-cloud"),
                    entry("gcp", "google-cloud"),
                    entry("gmail", "google-workspace"),
                    entry("gsuite", "google-workspace"),
                    entry("o365", "microsoft365"),
                    entry("m365", "microsoft365"),
                    entry("office365", "microsoft365"),
                    entry("msteams", "microsoft-teams"),
                    entry("teams", "microsoft-teams"),
                    entry("gh", "github"),
                    entry("bunny", "bunny-net"),
                    entry("chatgpt", "openai"),
                    entry("claude", "anthropic"),
                    entry("confluent", "confluent-cloud"),
                    entry("elastic", "elastic-cloud"),
                    entry("atlas", "mongodb-atlas"),
                    entry("mongo", "mongodb-atlas"),
                    entry("mongodb", "mongodb-atlas"),
                    entry("onelogin", "onelogin-us"),
                    entry("ovh", "ovhcloud"),
                    entry("pypi", "python-infrastructure"));

    private Nicknames() {}

    /// @param name as somebody writes it
    /// @return the id in the catalogue
    static Optional<String> of(String name) {
        return Optional.ofNullable(IDS.get(String.join("", ProviderName.words(name))));
    }

    /// All of them, for a test that each leads somewhere.
    static Map<String, String> all() {
        return IDS;
    }
}
