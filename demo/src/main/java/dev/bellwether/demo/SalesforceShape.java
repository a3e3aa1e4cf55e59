package dev.bellwether.demo;

import java.util.LinkedHashMap;
import java.util.Map;

/// Salesforce Trust: instances, active incidents and maintenances.
final class SalesforceShape implements PageShape {
    private static final String INSTANCES =
            """
            [{"key":"NA901","location":"NA","environment":"production","status":"OK","isActive":true},
             {"key":"EU902","location":"EMEA","environment":"production","status":"«MAJOR_INCIDENT_CORE|OK»","isActive":true},
             {"key":"CS903","location":"NA","environment":"sandbox","status":"OK","isActive":true}]
            """;

    private static final String INCIDENTS =
            """
            [«{"id":20001,"externalId":"20001","affectsAll":false,"isCore":true,"createdAt":"§since§","updatedAt":"§since§","instanceKeys":["EU902"],
             "serviceKeys":["coreService"],"IncidentEvents":[{"id":1,"type":"investigatingCauseOfIssue","message":"We look.","createdAt":"§since§"}],
             "IncidentImpacts":[{"id":1,"severity":"major","type":"serviceDisruption","startTime":"§since§","endTime":null}],"message":{"rootCause":null}}|»]
            """;

    private static final String MAINTENANCES =
            """
            [{"id":30001,"name":"A release","plannedStartTime":"2099-05-02T01:00:00.000Z","plannedEndTime":"2099-05-02T02:00:00.000Z","instanceKeys":["CS903"],
             "serviceKeys":["coreService"],"message":{"eventStatus":"confirmed"},"MaintenanceEvents":[],"MaintenanceImpacts":[]}]
            """;

    @Override
    public String platform() {
        return "salesforce";
    }

    @Override
    public Map<String, String> documents(PageSays says) {
        var documents = new LinkedHashMap<String, String>();
        documents.put("/v1/instances/status/preview", says.fill(INSTANCES));
        documents.put("/v1/incidents/active", says.fill(INCIDENTS));
        documents.put("/v1/maintenances", says.fill(MAINTENANCES));
        return documents;
    }
}
