package dev.bellwether.demo;

import java.util.LinkedHashMap;
import java.util.Map;

/// Google's dashboards: `incidents.json`, with old ones, and `products.json`.
record GoogleShape(String platform, String reader) implements PageShape {
    private static final String INCIDENTS =
            """
            [«{"id":"aaaaaaaaaaaa§seconds§","number":"1","begin":"§since§","created":"§since§","end":"","modified":"§since§","external_desc":"Disks are slow",
             "updates":[{"created":"§since§","when":"§since§","text":"**Summary** Disks fail.","status":"SERVICE_DISRUPTION","affected_locations":[]}],
             "most_recent_update":{"when":"§since§","text":"**Summary** Disks fail.","status":"SERVICE_DISRUPTION"},
             "status_impact":"SERVICE_DISRUPTION","severity":"medium","service_name":"Persistent Disk","affected_products":[{"title":"Persistent Disk","id":"p1"}],
             "uri":"incidents/a§seconds§","currently_affected_locations":[{"title":"Iowa (us-central1)","id":"us-central1"}]},|»
             {"id":"bbbbbbbbbbbb","begin":"2026-04-01T07:10:00+00:00","end":"2026-04-01T09:00:00+00:00","modified":"2026-04-01T09:00:00+00:00",
             "external_desc":"Mail was late","updates":[],"most_recent_update":{"when":"2026-04-01T09:00:00+00:00","text":"It is over.","status":"AVAILABLE"},
             "status_impact":"SERVICE_OUTAGE","severity":"high","affected_products":[{"title":"Gmail","id":"p2"}],
             "previously_affected_locations":[{"title":"Oregon (us-west1)","id":"us-west1"}]}]
            """;

    private static final String PRODUCTS =
            """
            {"products":[{"title":"Persistent Disk","id":"p1"},{"title":"Cloud Pub/Sub","id":"p3"},{"title":"Gmail","id":"p2"}]}
            """;

    @Override
    public Map<String, String> documents(PageSays says) {
        var documents = new LinkedHashMap<String, String>();
        documents.put("/incidents.json", says.fill(INCIDENTS));
        documents.put("/products.json", says.fill(PRODUCTS));
        return documents;
    }
}
