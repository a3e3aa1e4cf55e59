package dev.bellwether.e2e;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// On-call with something of everything: people, schedules with an override and a swap, a policy,
/// senders whose alerts came in, rules, silences.
record OnCallShowcase(Map<String, String> paths) {
    private static final Pattern KEY = Pattern.compile("\"(?:key|secret)\":\"([^\"]{20,})\"");
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

    /// @return where each page of it is, by a name for pictures
    static OnCallShowcase fill(Program program, Owner owner, Browser browser, Rest rest)
            throws Exception {
        var people = new ArrayList<String>();
        people.add(first(rest.get("people")));
        for (String name : List.of("Grace Hopper", "Barbara Liskov", "Katherine Johnson")) {
            people.add(owner.invites(browser, name));
        }
        String schedule = schedule(rest, people, "Shop, primary");
        schedule(rest, people.subList(1, 4), "Data platform");
        cover(rest, schedule, people);
        String policy =
                rest.make(
                        "policies",
                        """
                        {"name": "Shop", "acknowledgeTimeout": "PT30M", "steps": [
                          {"targets": [{"kind": "ToSchedule", "schedule": "%s"}], "delay": "PT5M"},
                          {"targets": [{"kind": "ToPerson", "person": "%s"},
                                       {"kind": "ToWebhook", "url": "https://hooks.example.com/page/8f1c"}],
                           "delay": "PT10M"}]}
                        """
                                .formatted(schedule, people.get(0)));
        String shop = service(rest, "Shop", policy);
        String checkout = service(rest, "Checkout", policy);
        String data = service(rest, "Data platform", policy);
        rest.put("services/" + shop + "/dependencies", "{\"on\": [\"" + checkout + "\"]}");
        String application =
                rest.make(
                        "applications",
                        "{\"name\": \"Web shop\", \"services\": [\"%s\", \"%s\"]}"
                                .formatted(shop, checkout));
        String senders = senders(program, rest, checkout, data);
        rest.put(
                "routing",
                """
                {"rules": [
                  {"name": "Staging wakes nobody", "nowhere": true, "conditions": [
                    {"field": "tag:env", "operator": "EQUALS", "value": "staging"}]},
                  {"name": "Payments first", "service": "%s", "priority": "P1", "conditions": [
                    {"field": "summary", "operator": "MATCHES", "value": "payment|card"},
                    {"field": "severity", "operator": "AT_LEAST", "value": "ERROR"}]}]}
                """
                        .formatted(checkout));
        rest.make(
                "silences",
                """
                {"comment": "Disks are being swapped", "endsAt": "%s", "matchers": [
                  {"name": "alertname", "value": "DiskFull", "isRegex": false, "isEqual": true}]}
                """
                        .formatted(Instant.now().plus(Duration.ofHours(4))));
        var paths = new LinkedHashMap<String, String>();
        paths.put("schedules", "/schedules");
        paths.put("schedule", "/schedules/" + schedule);
        paths.put("schedule-week", "/schedules/" + schedule + "?view=week");
        paths.put("schedule-edit", "/schedules/" + schedule + "/edit");
        paths.put("schedule-new", "/schedules/new");
        paths.put("override", "/schedules/" + schedule + "/override");
        paths.put("swap", "/schedules/" + schedule + "/swap");
        paths.put("shifts", "/me/shifts");
        paths.put("me", "/me");
        paths.put("policies", "/policies");
        paths.put("policy", "/policies/" + policy);
        paths.put("alerts", "/alerts");
        paths.put("alert", "/alerts/" + first(rest.get("alerts")));
        paths.put("integrations", "/integrations");
        paths.put("integration", "/integrations/" + senders);
        paths.put("inbound", "/inbound");
        paths.put("inbound-one", "/inbound/" + first(rest.get("inbound/deliveries")));
        paths.put("routing", "/routing");
        paths.put("silences", "/silences");
        paths.put("readiness", "/readiness");
        paths.put("deliveries", "/deliveries");
        paths.put("applications", "/applications");
        paths.put("application", "/applications/" + application);
        paths.put("setup", "/settings/setup");
        paths.put("overview", "");
        paths.put("person", "/people/" + people.get(1));
        return new OnCallShowcase(paths);
    }

    private static String schedule(Rest rest, List<String> people, String name) throws Exception {
        LocalDate start = LocalDate.now(ZoneOffset.UTC).minusDays(3);
        return rest.make(
                "schedules?accept_gaps=true",
                """
                {"name": "%5$s", "description": "First to be paged for it", "zone": "Europe/Berlin", "layers": [
                  {"name": "Everybody", "people": ["%1$s", "%2$s", "%3$s"],
                   "rotation": {"unit": "DAILY", "every": 2, "start": "%4$s", "handoff": "09:00"},
                   "restrictions": [{"days": ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY"],
                     "from": "00:00", "until": "00:00"}]},
                  {"name": "Office hours", "people": ["%3$s", "%2$s"],
                   "rotation": {"unit": "WEEKLY", "every": 1, "start": "%4$s", "handoff": "09:00"},
                   "restrictions": [{"days": ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"],
                     "from": "09:00", "until": "17:00"}]}]}
                """
                        .formatted(people.get(0), people.get(1), people.get(2), start, name));
    }

    private static void cover(Rest rest, String schedule, List<String> people) throws Exception {
        Instant day = Instant.parse(LocalDate.now(ZoneOffset.UTC).plusDays(2) + "T10:00:00Z");
        rest.make(
                "schedules/" + schedule + "/overrides",
                """
                {"kind": "ADD", "person": "%s", "start": "%s", "end": "%s", "note": "Release day: two of us"}
                """
                        .formatted(people.get(3), day, day.plus(Duration.ofHours(6))));
        Matching shifts =
                new Matching(
                        rest.get(
                                "schedules/"
                                        + schedule
                                        + "/shifts?from="
                                        + Instant.now().plus(Duration.ofDays(4))
                                        + "&until="
                                        + Instant.now().plus(Duration.ofDays(12))));
        String from = shifts.one("\"person\":\"([^\"]+)\"");
        rest.make(
                "schedules/" + schedule + "/swaps",
                """
                {"from": "%s", "to": "%s", "note": "I am at a wedding",
                 "gives": {"start": "%s", "end": "%s"}}
                """
                        .formatted(
                                from,
                                people.stream()
                                        .filter(person -> !person.equals(from))
                                        .findFirst()
                                        .orElseThrow(),
                                shifts.one("\"start\":\"([^\"]+)\""),
                                shifts.one("\"end\":\"([^\"]+)\"")));
    }

    private record Matching(String text) {
        String one(String pattern) {
            return Pattern.compile(pattern)
                    .matcher(text)
                    .results()
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(pattern + " in " + text))
                    .group(1);
        }
    }

    private static String service(Rest rest, String name, String policy) throws Exception {
        return rest.make(
                "services", "{\"name\": \"%s\", \"escalation\": \"%s\"}".formatted(name, policy));
    }

    private static String senders(Program program, Rest rest, String checkout, String data)
            throws Exception {
        String generic = issued(rest, "Warehouse robots", "json", data);
        String grafana = issued(rest, "Grafana", "grafana", checkout);
        post(
                program,
                key(grafana),
                """
                {"receiver":"bellwether","status":"firing","alerts":[{"status":"firing",
                 "labels":{"alertname":"Card payments fail","env":"prod","team":"shop"},
                 "annotations":{"summary":"Card payments fail: 38 %% of the last five minutes",
                   "description":"Issuer answers 502. Dashboards: payments, gateway.","runbook_url":"https://wiki.example.com/payments"},
                 "startsAt":"%s","fingerprint":"aa11","generatorURL":"https://grafana.example.com/a/1"}]}
                """
                        .formatted(Instant.now()));
        post(program, key(generic), "{\"robot\": 7, \"battery\": \"low\"}");
        post(
                program,
                key(generic),
                "{\"summary\": \"Robot 7 stands still\", \"key\": \"robot-7\", \"status\": \"firing\", \"severity\": \"warning\"}");
        issued(rest, "PagerDuty clients", "pagerduty", data);
        return first(generic);
    }

    private static String issued(Rest rest, String name, String kind, String service)
            throws Exception {
        return rest.answered(
                "integrations",
                "{\"name\": \"%s\", \"kind\": \"%s\", \"service\": \"%s\"}"
                        .formatted(name, kind, service));
    }

    private static String key(String answer) {
        return KEY.matcher(answer)
                .results()
                .findFirst()
                .orElseThrow(() -> new AssertionError(answer))
                .group(1);
    }

    private static String first(String answer) {
        return ID.matcher(answer)
                .results()
                .findFirst()
                .orElseThrow(() -> new AssertionError(answer))
                .group(1);
    }

    private static void post(Program program, String key, String body) throws Exception {
        URI to = program.at("/inbound/" + key);
        try (var client = HttpClient.newHttpClient()) {
            client.send(
                    HttpRequest.newBuilder(to)
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
        }
    }
}
