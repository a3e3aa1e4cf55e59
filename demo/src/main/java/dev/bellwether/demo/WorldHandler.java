package dev.bellwether.demo;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/// The shop's services and the providers' status pages (in Statuspage's v2 shape), each as healthy
/// as the script has it.
final class WorldHandler extends Handler.Abstract {
    private static final String PROVIDERS = "/providers/";

    private final Broken broken;
    private final Instant start;

    WorldHandler(Broken broken, Instant start) {
        this.broken = broken;
        this.start = start;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = Request.getPathInContext(request);
        for (Part part : Part.values()) {
            if (path.equals(part.path())) {
                shop(part, response, callback);
                return true;
            }
        }
        Optional<String> slug =
                Providers.SLUGS.stream()
                        .filter(s -> path.startsWith(PROVIDERS + s + "/api/v2/"))
                        .findFirst();
        if (slug.isEmpty()) {
            return false;
        }
        write(response, callback, 200, "application/json", summary(slug.get()));
        return true;
    }

    private void shop(Part part, Response response, Callback callback) {
        if (broken.is(part)) {
            write(
                    response,
                    callback,
                    503,
                    "application/json",
                    "{\"status\":\"overloaded\",\"queue\":4812}");
        } else {
            write(response, callback, 200, "application/json", "{\"status\":\"ok\",\"queue\":3}");
        }
    }

    private String summary(String slug) {
        Optional<Instant> since = broken.since(slug);
        String name = Providers.name(slug);
        String status = since.isPresent() ? "major_outage" : "operational";
        String updated = since.orElse(start).toString();
        String incident =
                since.map(at ->
                                """
                                {"id":"inc%d","name":"%s is not answering","status":"investigating",
                                 "impact":"major","created_at":"%s","updated_at":"%s","started_at":"%s",
                                 "resolved_at":null,"monitoring_at":null,"page_id":"%s",
                                 "shortlink":"http://127.0.0.1/","components":[],
                                 "incident_updates":[{"id":"u1","status":"investigating",
                                   "body":"We are looking into errors of the API.","created_at":"%s",
                                   "updated_at":"%s","display_at":"%s","incident_id":"inc1","affected_components":[]}]}
                                """
                                        .formatted(
                                                at.getEpochSecond(),
                                                name,
                                                at,
                                                at,
                                                at,
                                                slug,
                                                at,
                                                at,
                                                at))
                        .orElse("");
        return """
        {"page":{"id":"%s","name":"%s","url":"http://127.0.0.1/","time_zone":"Etc/UTC","updated_at":"%s"},
         "status":{"indicator":"%s","description":"%s"},
         "components":[{"id":"api","name":"API","status":"%s","created_at":"%s","updated_at":"%s",
           "position":1,"description":null,"showcase":true,"start_date":null,"group_id":null,"page_id":"%s",
           "group":false,"only_show_if_degraded":false}],
         "incidents":[%s],"scheduled_maintenances":[]}
        """
                .formatted(
                        slug,
                        name,
                        updated,
                        since.isPresent() ? "major" : "none",
                        since.isPresent() ? "Partial System Outage" : "All Systems Operational",
                        status,
                        start,
                        updated,
                        slug,
                        incident);
    }

    static void write(Response response, Callback callback, int status, String type, String text) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type + ";charset=utf-8");
        response.write(true, BufferUtil.toBuffer(text.getBytes(StandardCharsets.UTF_8)), callback);
    }
}
