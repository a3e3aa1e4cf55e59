package dev.bellwether.statuspage;

import dev.bellwether.model.ServiceStatusChanged;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What Statuspage posts to subscribed webhooks, field by field: an incident with all its updates,
/// or a component whose status changed.
final class SubscriberWebhook {
    private static final String DOCUMENTATION =
            "https://support.atlassian.com/statuspage/docs/enable-webhook-notifications/";

    private final PageView view;
    private final Times times;

    SubscriberWebhook(PageView view, Times times) {
        this.view = view;
        this.times = times;
    }

    String incident(IncidentView incident) {
        Map<String, @Nullable Object> document = head();
        var map = new LinkedHashMap<String, @Nullable Object>();
        Optional<UpdateView> report =
                incident.updates().stream()
                        .filter(u -> u.status().equals("postmortem"))
                        .findFirst();
        map.put("backfilled", false);
        map.put("created_at", times.json(incident.createdAt()));
        map.put("impact", incident.impact().name().toLowerCase(Locale.ROOT));
        map.put("impact_override", null);
        map.put("monitoring_at", orNull(incident.monitoringAt()));
        map.put("postmortem_body", report.map(UpdateView::body).orElse(null));
        map.put("postmortem_body_last_updated_at", orNull(report.map(UpdateView::updatedAt)));
        map.put("postmortem_ignored", false);
        map.put("postmortem_notified_subscribers", report.isPresent());
        map.put("postmortem_notified_twitter", false);
        map.put("postmortem_published_at", orNull(report.map(UpdateView::at)));
        map.put("resolved_at", orNull(incident.resolvedAt()));
        map.put("scheduled_auto_transition", false);
        map.put("scheduled_for", orNull(incident.scheduledFor()));
        map.put("scheduled_remind_prior", false);
        map.put("scheduled_reminded_at", null);
        map.put("scheduled_until", orNull(incident.scheduledUntil()));
        map.put("shortlink", view.url() + "/" + incident.path());
        map.put("status", incident.status());
        map.put("updated_at", times.json(incident.updatedAt()));
        map.put("id", incident.id());
        map.put("organization_id", view.page().id().value());
        map.put(
                "incident_updates",
                incident.updates().stream().map(u -> update(incident, u)).toList());
        map.put("name", incident.name());
        document.put("incident", map);
        return V2.write(document);
    }

    private Map<String, @Nullable Object> update(IncidentView incident, UpdateView update) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("body", update.body());
        map.put("created_at", times.json(update.createdAt()));
        map.put("display_at", times.json(update.at()));
        map.put("status", update.status());
        map.put("twitter_updated_at", null);
        map.put("updated_at", times.json(update.updatedAt()));
        map.put("wants_twitter_update", false);
        map.put("id", update.id());
        map.put("incident_id", incident.id());
        return map;
    }

    /// @param id of the change
    String component(ComponentView component, ServiceStatusChanged changed, String id) {
        Map<String, @Nullable Object> document = head();
        String componentId = component.component().id().value();
        var update = new LinkedHashMap<String, @Nullable Object>();
        update.put("created_at", times.json(changed.at()));
        update.put("new_status", Statuses.word(changed.to()));
        update.put("old_status", Statuses.word(changed.from()));
        update.put("id", id);
        update.put("component_id", componentId);
        document.put("component_update", update);
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("created_at", times.json(component.component().createdAt()));
        map.put("id", componentId);
        map.put("name", component.component().name());
        map.put("status", Statuses.word(changed.to()));
        document.put("component", map);
        return V2.write(document);
    }

    private Map<String, @Nullable Object> head() {
        Banner banner = Banner.of(view);
        var document = new LinkedHashMap<String, @Nullable Object>();
        document.put(
                "meta",
                Map.of("unsubscribe", Announcement.UNSUBSCRIBE, "documentation", DOCUMENTATION));
        document.put(
                "page",
                Map.of(
                        "id", view.page().id().value(),
                        "status_indicator", banner.indicator(),
                        "status_description", banner.description()));
        return document;
    }

    private @Nullable String orNull(Optional<Instant> at) {
        return at.map(times::json).orElse(null);
    }
}
