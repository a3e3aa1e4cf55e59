package dev.bellwether.e2e;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// A page with something of everything on it: groups, an incident with updates, a maintenance to
/// come and one that comes again; and in the console an application, a template, a change.
final class Showcase {
    private Showcase() {}

    /// @return the service 'Search'
    static String fill(Program program, Rest rest) throws Exception {
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
        rest.put("services/" + checkout + "/dependencies", "{\"on\": [\"" + payments + "\"]}");
        rest.make(
                "applications",
                "{\"name\": \"Shop\", \"services\": [\"%s\", \"%s\", \"%s\"]}"
                        .formatted(checkout, payments, search));
        rest.make(
                "templates",
                """
                {"kind": "INCIDENT", "name": "Slow", "title": "{{services}} is slow",
                 "body": "We look into {{services}}.", "affected": ["%s"]}
                """
                        .formatted(payments));
        rest.make("changes", "{\"kind\": \"DEPLOY\", \"title\": \"Checkout 4.2\"}");
        rest.make(
                "maintenance-series",
                """
                {"name": "Weekly upgrades", "body": "Short interruptions.", "affected": ["%s"],
                 "begins": "2026-01-04T03:00", "zone": "Europe/Berlin",
                 "rule": "FREQ=MONTHLY;BYDAY=1SU", "lasts": "PT1H", "reminders": ["PT24H"]}
                """
                        .formatted(search));
        program.awaitPage("Payments are slow", "Database move", "Weekly upgrades");
        return search;
    }

    /// A check, and somebody who is paged, besides.
    static void withAnOutage(Program program, Rest rest) throws Exception {
        String search = fill(program, rest);
        rest.make(
                "checks",
                """
                {"service": "%s", "name": "Index", "paused": true,
                 "spec": {"kind": "Ping", "host": "a.example"}}
                """
                        .formatted(search));
        String shop = rest.service("Shop", rest.policy());
        rest.make(
                "incidents",
                """
                {"name": "The shop is down", "status": "INVESTIGATING", "published": true,
                 "body": "We look into it.", "affected": {"%s": "MAJOR_OUTAGE"}}
                """
                        .formatted(shop));
        VisitorsShowcase.fill(program, rest);
    }
}
