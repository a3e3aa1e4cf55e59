package dev.bellwether.watch;

/// Summaries in the shapes that real pages answer, with words of our own.
final class Payloads {
    private Payloads() {}

    /// All well, one component.
    static String well(String name) {
        return summary(name, "none", "All Systems Operational", "operational", "");
    }

    /// The component is down and an incident tells of it.
    static String outage(String name) {
        return summary(
                name,
                "major",
                "Partial System Outage",
                "major_outage",
                """
                {"id":"inc0000000b1","name":"Checkout fails","status":"investigating",
                 "created_at":"2026-05-01T07:50:00.120Z","updated_at":"2026-05-01T07:58:00.000Z",
                 "monitoring_at":null,"resolved_at":null,"impact":"critical",
                 "shortlink":"https://stspg.example/x1","started_at":"2026-05-01T07:49:00.000Z",
                 "page_id":"pg0000000001","reminder_intervals":null,
                 "incident_updates":[
                   {"id":"up0000000002","status":"investigating","body":"Half of all payments fail.",
                    "incident_id":"inc0000000b1","created_at":"2026-05-01T07:58:00.000Z",
                    "updated_at":"2026-05-01T07:58:00.000Z","display_at":"2026-05-01T07:58:00.000Z",
                    "affected_components":[{"code":"cmp000000002","name":"Payments",
                      "old_status":"operational","new_status":"major_outage"}]},
                   {"id":"up0000000001","status":"investigating","body":"We look into it.",
                    "incident_id":"inc0000000b1","created_at":"2026-05-01T07:50:00.000Z",
                    "updated_at":"2026-05-01T07:50:00.000Z","display_at":"2026-05-01T07:50:00.000Z",
                    "affected_components":null}],
                 "components":[{"id":"cmp000000002","name":"Payments","status":"major_outage"}]}
                """);
    }

    static String summary(
            String name, String indicator, String words, String component, String incidents) {
        return """
        {"page":{"id":"pg0000000001","name":"%s","url":"https://status.example.com",
           "time_zone":"Etc/UTC","updated_at":"2026-05-01T07:59:00.000Z"},
         "components":[
           {"id":"cmp000000002","name":"Payments","status":"%s","created_at":"2020-01-01T00:00:00Z",
            "updated_at":"2026-05-01T07:58:00Z","position":2,"description":null,"showcase":true,
            "start_date":null,"group_id":"grp000000001","page_id":"pg0000000001","group":false,
            "only_show_if_degraded":false},
           {"id":"cmp000000003","name":"Search","status":"operational","position":1,
            "group_id":null,"page_id":"pg0000000001","group":false},
           {"id":"grp000000001","name":"Shop","status":"operational","position":1,"group_id":null,
            "page_id":"pg0000000001","group":true,"components":["cmp000000002"]}],
         "incidents":[%s],
         "scheduled_maintenances":[
           {"id":"mnt000000001","name":"New disks","status":"scheduled","impact":"maintenance",
            "created_at":"2026-04-28T10:00:00Z","updated_at":"2026-04-28T10:00:00Z",
            "scheduled_for":"2026-05-03T01:00:00Z","scheduled_until":"2026-05-03T03:00:00Z",
            "shortlink":"javascript:alert(1)","page_id":"pg0000000001",
            "incident_updates":[{"id":"up0000000009","status":"scheduled","body":"Disks go in.",
              "created_at":"2026-04-28T10:00:00Z","display_at":"2026-04-28T10:00:00Z"}],
            "components":[{"id":"cmp000000003","name":"Search","status":"operational"}]}],
         "status":{"indicator":"%s","description":"%s"}}
        """
                .formatted(name, component, incidents, indicator, words);
    }

    /// As some incident.io pages answer: no groups, no maintenances, incidents without components.
    static String vague(String name) {
        return """
        {"page":{"id":"01JABCDEFGHJKMNPQRSTVWXYZ0","name":"%s","url":"https://status.example.com/",
           "updated_at":"2026-05-01T07:59:00Z"},
         "status":{"description":"Partial System Degradation","indicator":"minor"},
         "components":[{"id":"01JAAA","name":"Chat","status":"operational","position":0},
                       {"id":"01JBBB","name":"Files","status":"full_outage","position":1},
                       {"id":"01JCCC","name":"Moon","status":"waxing_gibbous","position":2}],
         "incidents":[{"id":"01JDDD","name":"Errors","status":"investigating","impact":"minor",
           "created_at":"2026-05-01T07:48:46Z","updated_at":"2026-05-01T07:48:46Z",
           "incident_updates":[{"id":"01JEEE","body":"Looking.","created_at":"2026-05-01T07:48:46Z",
             "display_at":"2026-05-01T07:48:46Z","status":"investigating"}]}]}
        """
                .formatted(name);
    }
}
