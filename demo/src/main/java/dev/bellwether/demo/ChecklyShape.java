package dev.bellwether.demo;

import java.util.Map;

/// Checkly: the unresolved incidents of a page.
final class ChecklyShape implements PageShape {
    private static final String PAGE =
            """
            {"incidents":[«{"id":"i§seconds§","name":"Audio is slow","severity":"MAJOR","duration":0,"created_at":"§since§","updated_at":"§since§",
             "lastUpdateStatus":"INVESTIGATING","services":[{"id":"s1","name":"Audio API"}],
             "incidentUpdates":[{"id":"u1","status":"INVESTIGATING","description":"We are looking into it.","publicIncidentUpdateDate":"§since§"}]}|»]}
            """;

    @Override
    public String platform() {
        return "checkly";
    }

    @Override
    public String feed(String page) {
        return page + "/api/status-page/page/unresolved-incidents";
    }

    @Override
    public Map<String, String> documents(PageSays says) {
        return Map.of("/api/status-page/page/unresolved-incidents", says.fill(PAGE));
    }
}
