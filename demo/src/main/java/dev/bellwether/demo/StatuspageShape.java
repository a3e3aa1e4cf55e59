package dev.bellwether.demo;

import java.util.Map;

/// Statuspage v2: `/api/v2/summary.json`.
final class StatuspageShape implements PageShape {
    private static final String PAGE =
            """
            {"page":{"id":"p§n§","name":"§name§","url":"http://127.0.0.1/","time_zone":"Etc/UTC","updated_at":"§since§"},
             "status":{"indicator":"«major|none»","description":"«Partial System Outage|All Systems Operational»"},
             "components":[
              {"id":"c1","name":"API","status":"«major_outage|operational»","created_at":"2020-01-01T00:00:00Z","updated_at":"§since§",
               "position":1,"description":null,"showcase":true,"start_date":null,"group_id":"g1","page_id":"p§n§","group":false,"only_show_if_degraded":false},
              {"id":"c2","name":"Console","status":"«degraded_performance|operational»","position":2,"group_id":"g1","page_id":"p§n§","group":false},
              {"id":"c3","name":"Documentation","status":"operational","position":3,"group_id":null,"page_id":"p§n§","group":false},
              {"id":"g1","name":"Product","status":"operational","position":0,"group_id":null,"page_id":"p§n§","group":true,"components":["c1","c2"]}],
             "incidents":[«{"id":"i§seconds§","name":"Requests to the API fail","status":"investigating","impact":"major",
               "created_at":"§since§","updated_at":"§since§","started_at":"§since§","resolved_at":null,"monitoring_at":null,"page_id":"p§n§",
               "shortlink":"http://127.0.0.1/i§seconds§","components":[{"id":"c1","name":"API","status":"major_outage"}],
               "incident_updates":[{"id":"u§seconds§","status":"investigating","body":"We are looking into errors of the API.",
                "created_at":"§since§","updated_at":"§since§","display_at":"§since§","incident_id":"i§seconds§",
                "affected_components":[{"code":"c1","name":"API","old_status":"operational","new_status":"major_outage"}]}]}|»],
             "scheduled_maintenances":[{"id":"m1","name":"New disks","status":"scheduled","impact":"maintenance","created_at":"2026-01-01T00:00:00Z",
               "updated_at":"2026-01-01T00:00:00Z","scheduled_for":"2099-01-01T01:00:00Z","scheduled_until":"2099-01-01T02:00:00Z",
               "shortlink":"","incident_updates":[],"components":[{"id":"c3","name":"Documentation","status":"operational"}]}]}
            """;

    @Override
    public String platform() {
        return "statuspage";
    }

    @Override
    public Map<String, String> documents(PageSays says) {
        return Map.of("/api/v2/summary.json", says.fill(PAGE));
    }
}
