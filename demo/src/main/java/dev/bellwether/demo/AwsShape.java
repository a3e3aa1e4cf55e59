package dev.bellwether.demo;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// The AWS Health Dashboard: current events and the list of services, in UTF-16.
final class AwsShape implements PageShape {
    private static final String EVENTS =
            """
            [«{"date":"§seconds§","arn":"arn:aws:health:us-east-1::event/EC2/AWS_EC2_OPERATIONAL_ISSUE/AWS_EC2_OPERATIONAL_ISSUE_§seconds§","region_name":"N. Virginia",
             "status":"3","service":"ec2-us-east-1","service_name":"Amazon Elastic Compute Cloud","summary":"Launches fail",
             "event_log":[{"summary":"Launches fail","message":"We are looking into it.","status":1,"timestamp":§seconds§}],
             "impacted_services":{"ec2-us-east-1":{"service_name":"Amazon Elastic Compute Cloud","current":"3","max":"3"},
              "acm-pca-us-east-1":{"service_name":"AWS Private Certificate Authority","current":"1","max":"2"}},
             "impacted_service_status_changes":[]}|»]
            """;

    private static final String SERVICES =
            """
            [{"service":"ec2-us-east-1","service_name":"Amazon Elastic Compute Cloud","region_id":"us-east-1","region_name":"N. Virginia"},
             {"service":"ec2-eu-west-3","service_name":"Amazon Elastic Compute Cloud","region_id":"eu-west-3","region_name":"Paris"},
             {"service":"acm-pca-us-east-1","service_name":"AWS Private Certificate Authority","region_id":"us-east-1","region_name":"N. Virginia"},
             {"service":"route53","service_name":"Amazon Route 53"}]
            """;

    @Override
    public String platform() {
        return "aws";
    }

    @Override
    public Charset charset() {
        return StandardCharsets.UTF_16;
    }

    @Override
    public Map<String, String> documents(PageSays says) {
        var documents = new LinkedHashMap<String, String>();
        documents.put("/public/currentevents", says.fill(EVENTS));
        documents.put("/services.json", says.fill(SERVICES));
        return documents;
    }
}
