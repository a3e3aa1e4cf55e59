package dev.bellwether.demo;

import java.util.Map;

/// Statuspal: `/api/v2/status_pages/<page>/summary`.
final class StatuspalShape implements PageShape {
    private static final String PAGE =
            """
            {"status_page":{"name":"§name§","url":"http://127.0.0.1","time_zone":"UTC","current_incident_type":«"major"|null»},
             "services":[{"name":"Compute","id":10,"current_incident_type":«"major"|null»,"children":[
               {"name":"eu-1","id":11,"current_incident_type":«"major"|null»,"children":null},
               {"name":"us-1","id":12,"current_incident_type":null,"children":null}]},
              {"name":"DNS","id":20,"current_incident_type":null,"children":null}],
             "incidents":[«{"id":1,"service_ids":[10,11],"starts_at":"§since§","ends_at":null,"title":"Machines stop","type":"major","url":"http://127.0.0.1/1",
               "updates":[{"id":1,"type":"issue","description":"We are looking into it.","posted_at":"§since§"}]}|»],
             "maintenances":[],"upcoming_maintenances":[]}
            """;

    @Override
    public String platform() {
        return "statuspal";
    }

    @Override
    public String feed(String page) {
        return page + "/api/v2/status_pages/page/summary";
    }

    @Override
    public Map<String, String> documents(PageSays says) {
        return Map.of("/api/v2/status_pages/page/summary", says.fill(PAGE));
    }
}
