package dev.bellwether.demo;

import java.util.Map;

/// FireHydrant: `/data/payload.json`.
final class FireHydrantShape implements PageShape {
    private static final String PAGE =
            """
            {"config":{"companyName":"§name§","title":"§name§","operationalMessage":"All is well."},
             "conditions":{"Operational":"OPERATIONAL","Degraded":"DEGRADED","Unavailable":"OFFLINE"},
             "components":[{"id":"p1","name":"Console"},{"id":"p2","name":"REST API"}],
             "incidents":[«{"id":"i1","title":"Zone lost","severitySlug":"SEV2","timestamps":{"started":"§since§","detected":"§since§"},
              "components":[{"id":"p2","name":"REST API","condition":"Unavailable"}],
              "timeline":[{"time":"§since§","occurredAt":"§since§","details":{"note":"We are looking into it."}}],
              "lifecyclePhases":[{"name":"Active","milestones":[{"slug":"acknowledged","occurredAt":"§since§"}]}]}|»]}
            """;

    @Override
    public String platform() {
        return "firehydrant";
    }

    @Override
    public Map<String, String> documents(PageSays says) {
        return Map.of("/data/payload.json", says.fill(PAGE));
    }
}
