package dev.bellwether.demo;

import java.util.LinkedHashMap;
import java.util.Map;

/// Cachet 2: components, incidents and groups of `/api/v1`.
final class CachetShape implements PageShape {
    private static final String PARTS =
            """
            {"meta":{"pagination":{"total":2}},"data":[
             {"id":1,"name":"Website","status":1,"group_id":0,"enabled":true,"status_name":"Operational","tags":{"":""}},
             {"id":2,"name":"Mirror","status":«4|1»,"group_id":7,"enabled":true,"status_name":"«Major Outage|Operational»","tags":[]}]}
            """;

    private static final String INCIDENTS =
            """
            {"data":[«{"id":9,"component_id":2,"name":"The mirror is gone","status":1,"latest_status":2,"latest_human_status":"Identified",
             "message":"We are looking into it.","created_at":"§since§","updated_at":"§since§","permalink":"http://127.0.0.1/9",
             "updates":[{"id":1,"status":2,"human_status":"Identified","message":"A full disk.","created_at":"§since§"}]}|»]}
            """;

    private static final String GROUPS =
            """
            {"data":[{"id":7,"name":"Downloads","order":1}]}
            """;

    @Override
    public String platform() {
        return "cachet";
    }

    @Override
    public Map<String, String> documents(PageSays says) {
        var documents = new LinkedHashMap<String, String>();
        documents.put("/api/v1/components?per_page=500", says.fill(PARTS));
        documents.put("/api/v1/incidents?per_page=50&sort=id&order=desc", says.fill(INCIDENTS));
        documents.put("/api/v1/components/groups?per_page=500", says.fill(GROUPS));
        return documents;
    }
}
