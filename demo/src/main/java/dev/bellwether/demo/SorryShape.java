package dev.bellwether.demo;

import java.util.LinkedHashMap;
import java.util.Map;

/// Sorry: status, components and notices of `/api/v1`.
final class SorryShape implements PageShape {
    private static final String PAGE =
            """
            {"page":{"id":"p§n§","name":"§name§","url":"http://127.0.0.1","state":"«degraded|operational»","state_text":"«Some mail is late|All is well»","updated_at":"§since§"}}
            """;

    private static final String PARTS =
            """
            {"components":[{"id":1,"name":"Mail","state":"«degraded|operational»","parent_id":null},{"id":2,"name":"SMTP","state":"«degraded|operational»","parent_id":1}]}
            """;

    private static final String NOTICES =
            """
            {"notices":[«{"id":31,"type":"unplanned","state":"identified","timeline_state":"present","subject":"Mail is late","synopsis":"We look.",
             "began_at":"§since§","ended_at":null,"created_at":"§since§","updated_at":"§since§","link":"http://127.0.0.1/31",
             "updates":[{"id":1,"content":"A queue is stuck.","state":"identified","created_at":"§since§"}]}|»]}
            """;

    @Override
    public String platform() {
        return "sorry";
    }

    @Override
    public Map<String, String> documents(PageSays says) {
        var documents = new LinkedHashMap<String, String>();
        documents.put("/api/v1/status", says.fill(PAGE));
        documents.put("/api/v1/components", says.fill(PARTS));
        documents.put("/api/v1/notices", says.fill(NOTICES));
        return documents;
    }
}
