package dev.bellwether.demo;

import java.util.LinkedHashMap;
import java.util.Map;

/// Instatus: `/summary.json` and `/v2/components.json`.
final class InstatusShape implements PageShape {
    private static final String PAGE =
            """
            {"page":{"name":"§name§","url":"http://127.0.0.1","status":"«HASISSUES|UP»"},
             "activeIncidents":[«{"id":"i§seconds§","name":"Sandboxes do not start","started":"§since§","status":"MONITORING","impact":"MAJOROUTAGE",
              "url":"http://127.0.0.1/i§seconds§","updatedAt":"§since§"}|»],
             "activeMaintenances":[]}
            """;

    private static final String PARTS =
            """
            {"components":[{"id":"c1","name":"Website","status":"OPERATIONAL","group":null},
             {"id":"c2","name":"API","status":"«MAJOROUTAGE|OPERATIONAL»","group":{"id":"g1","name":"Product"}},
             {"id":"c3","name":"Computer","status":"OPERATIONAL","group":null}]}
            """;

    @Override
    public String platform() {
        return "instatus";
    }

    @Override
    public Map<String, String> documents(PageSays says) {
        var documents = new LinkedHashMap<String, String>();
        documents.put("/summary.json", says.fill(PAGE));
        documents.put("/v2/components.json", says.fill(PARTS));
        return documents;
    }
}
