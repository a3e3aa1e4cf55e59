package dev.bellwether.demo;

import java.util.Map;

/// Heroku: `/api/v4/current-status`.
final class HerokuShape implements PageShape {
    private static final String PAGE =
            """
            {"status":[{"system":"Apps","status":"«red|green»"},{"system":"Data","status":"green"},{"system":"Tools","status":"green"}],
             "incidents":[«{"id":§n§,"title":"Routing errors","state":"open","created_at":"§since§","updated_at":"§since§","full_url":"http://127.0.0.1/§n§",
              "updates":[{"id":1,"update_type":"issue","contents":"Requests fail.","created_at":"§since§"}]}|»],"scheduled":[]}
            """;

    @Override
    public String platform() {
        return "heroku";
    }

    @Override
    public Map<String, String> documents(PageSays says) {
        return Map.of("/api/v4/current-status", says.fill(PAGE));
    }
}
