package dev.bellwether.demo;

import java.util.Map;

/// incident.io's widget document, `/api/v1/summary`.
final class IncidentIoShape implements PageShape {
    private static final String PATH = "/api/v1/summary";

    private static final String PAGE =
            """
            {"page_title":"§name§","page_url":"http://127.0.0.1/",
             "ongoing_incidents":[«{"id":"i§seconds§","name":"Logins fail","status":"investigating","url":"http://127.0.0.1/i§seconds§",
              "last_update_at":"§since§","last_update_message":"Some cannot sign in.","current_worst_impact":"full_outage",
              "affected_components":[{"id":"c1","name":"Login","group_name":"Accounts","current_status":"full_outage"}]}|»],
             "in_progress_maintenances":[],"scheduled_maintenances":[]}
            """;

    @Override
    public String platform() {
        return "incidentio";
    }

    @Override
    public String feed(String page) {
        return page + PATH;
    }

    @Override
    public Map<String, String> documents(PageSays says) {
        return Map.of(PATH, says.fill(PAGE));
    }
}
