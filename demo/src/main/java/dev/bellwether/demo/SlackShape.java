package dev.bellwether.demo;

import java.util.Map;

/// Slack: `/api/v2.0.0/current`.
final class SlackShape implements PageShape {
    private static final String PAGE =
            """
            {"status":"«active|ok»","date_created":"§since§","date_updated":"§since§","active_incidents":[«
             {"id":§n§,"date_created":"§since§","date_updated":"§since§","title":"Messages do not send","type":"incident","status":"active",
              "url":"http://127.0.0.1/§n§","services":["Messaging","Huddles"],"notes":[{"date_created":"§since§","body":"<p>We are looking into it.</p>"}]}|»]}
            """;

    @Override
    public String platform() {
        return "slack";
    }

    @Override
    public Map<String, String> documents(PageSays says) {
        return Map.of("/api/v2.0.0/current", says.fill(PAGE));
    }
}
