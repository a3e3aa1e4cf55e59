package dev.bellwether.e2e;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// A page with something of everything on it: groups, an incident with updates, a maintenance to
/// come.
final class Showcase {
    private Showcase() {}

    static void fill(Program program, Rest rest) throws Exception {
        String checkout = rest.make("services", "{\"name\": \"Checkout\"}");
        String payments = rest.make("services", "{\"name\": \"Payments\"}");
        String search = rest.make("services", "{\"name\": \"Search\"}");
        rest.make(
                "pages",
                """
                {"slug": "status", "name": "Acme", "main": true,
                 "groups": [{"name": "Shop", "description": "What customers see"}],
                 "components": [
                   {"service": "%s", "name": "Checkout", "group": "Shop"},
                   {"service": "%s", "name": "Payments", "group": "Shop"},
                   {"service": "%s", "name": "Search"}]}
                """
                        .formatted(checkout, payments, search));
        rest.make(
                "incidents",
                """
                {"name": "Payments are slow", "status": "IDENTIFIED", "published": true,
                 "body": "Card payments take **up to a minute**. A fix is on its way.",
                 "affected": {"%s": "DEGRADED"}}
                """
                        .formatted(payments));
        Instant tomorrow = Instant.now().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofDays(1));
        rest.make(
                "maintenances",
                """
                {"name": "Database move", "body": "Search is read-only for an hour.", "affected": ["%s"],
                 "scheduledFor": "%s", "scheduledUntil": "%s"}
                """
                        .formatted(search, tomorrow, tomorrow.plus(Duration.ofHours(1))));
        program.awaitPage("Payments are slow", "Database move");
    }
}
