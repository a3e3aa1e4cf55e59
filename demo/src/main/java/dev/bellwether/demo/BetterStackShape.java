package dev.bellwether.demo;

import java.util.Map;

/// Better Stack: `/index.json`, in the form of JSON:API.
final class BetterStackShape implements PageShape {
    private static final String PAGE =
            """
            {"data":{"id":"§n§","type":"status_page","attributes":{"company_name":"§name§","aggregate_state":"«downtime|operational»"}},
             "included":[
              {"id":"s1","type":"status_page_section","attributes":{"name":"Product","position":0}},
              {"id":"r1","type":"status_page_resource","attributes":{"status_page_section_id":"s1","public_name":"Hub","status":"«downtime|operational»","availability":0.99}},
              {"id":"r2","type":"status_page_resource","attributes":{"status_page_section_id":"s1","public_name":"Inference","status":"«degraded|operational»","availability":1.0}},
              {"id":"r3","type":"status_page_resource","attributes":{"public_name":"Spaces","status":"operational","availability":1.0}}«,
              {"id":"i1","type":"status_report","attributes":{"title":"The hub answers 5xx","report_type":"incident","aggregate_state":"downtime",
               "starts_at":"§since§","ends_at":null,"affected_resources":[{"status_page_resource_id":"r1","status":"downtime"}]}},
              {"id":"u1","type":"status_update","attributes":{"status_report_id":"i1","message":"We are looking into it.","published_at":"§since§"}}|»]}
            """;

    @Override
    public String platform() {
        return "betterstack";
    }

    @Override
    public Map<String, String> documents(PageSays says) {
        return Map.of("/index.json", says.fill(PAGE));
    }
}
