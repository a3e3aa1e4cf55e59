package dev.bellwether.demo;

import java.util.Map;

/// status.io: `/1.0/status/<id>`; the id is one of 24 hexadecimal digits.
final class StatusIoShape implements PageShape {
    private static final String PATH = "/1.0/status/0123456789abcdef01234567";

    private static final String PAGE =
            """
            {"result":{"status_overall":{"updated":"§since§","status":"«Partial Service Disruption|Operational»","status_code":«400|100»},
             "status":[{"id":"c1","name":"Website","updated":"§since§","status":"«Partial Service Disruption|Operational»","status_code":«400|100»,
              "containers":[{"id":"r1","name":"Virginia","updated":"§since§","status":"«Service Disruption|Operational»","status_code":«500|100»},
               {"id":"r2","name":"Ireland","updated":"§since§","status":"Operational","status_code":100}]}],
             "incidents":[«{"name":"Sign-in fails","_id":"i§seconds§","datetime_open":"§since§","messages":[
               {"details":"We are looking into it.","state":100,"status":400,"datetime":"§since§"}],
              "containers_affected":[{"name":"Virginia","_id":"r1"}],"components_affected":[{"name":"Website","_id":"c1"}]}|»],
             "maintenance":{"active":[],"upcoming":[]}}}
            """;

    @Override
    public String platform() {
        return "statusio";
    }

    @Override
    public String feed(String page) {
        return page + PATH;
    }

    @Override
    public Map<String, String> documents(PageSays says) {
        return Map.of(PATH, says.fill(PAGE));
    }
}
