package dev.bellwether.statuspage;

import dev.bellwether.model.Status;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The parts of Statuspage's public v2 documents, each field as recorded from its pages.
final class V2 {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final PageView view;
    private final Times times;
    private final String pageId;

    V2(PageView view, Times times) {
        this.view = view;
        this.times = times;
        this.pageId = view.page().id().value();
    }

    static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    static JsonNode read(String json) {
        return MAPPER.readTree(json);
    }

    Map<String, @Nullable Object> page() {
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("id", pageId);
        map.put("name", view.page().name());
        map.put("url", view.url());
        map.put("time_zone", view.page().timeZone());
        map.put("updated_at", times.json(view.updatedAt()));
        return map;
    }

    /// The page without the time of its last change, for documents that change less often.
    Map<String, @Nullable Object> lastingPage() {
        Map<String, @Nullable Object> map = page();
        map.remove("updated_at");
        return map;
    }

    Map<String, @Nullable Object> status() {
        Banner banner = Banner.of(view);
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("indicator", banner.indicator());
        map.put("description", banner.description());
        return map;
    }

    Map<String, @Nullable Object> component(ComponentView c) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("id", c.component().id().value());
        map.put("name", c.component().name());
        map.put("status", Statuses.word(c.status()));
        map.put("created_at", times.json(c.component().createdAt()));
        map.put("updated_at", times.json(c.updatedAt()));
        map.put("position", c.position());
        map.put("description", orNull(c.component().description()));
        map.put("showcase", c.component().showUptime());
        map.put("start_date", c.component().startDate().map(Object::toString).orElse(null));
        map.put("group_id", c.component().group().map(Object::toString).orElse(null));
        map.put("page_id", pageId);
        map.put("group", false);
        map.put("only_show_if_degraded", c.component().onlyShowIfDegraded());
        return map;
    }

    Map<String, @Nullable Object> group(GroupView g) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("id", g.group().id().value());
        map.put("name", g.group().name());
        map.put("status", Statuses.word(g.status()));
        map.put("created_at", times.json(g.group().createdAt()));
        map.put("updated_at", times.json(g.updatedAt()));
        map.put("position", g.position());
        map.put("description", orNull(g.group().description()));
        map.put("showcase", false);
        map.put("start_date", null);
        map.put("group_id", null);
        map.put("page_id", pageId);
        map.put("group", true);
        map.put("only_show_if_degraded", false);
        map.put(
                "components",
                g.components().stream().map(c -> c.component().id().value()).toList());
        return map;
    }

    Map<String, @Nullable Object> incident(IncidentView i, List<ComponentView> components) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("id", i.id());
        map.put("name", i.name());
        map.put("status", i.status());
        map.put("created_at", times.json(i.createdAt()));
        map.put("updated_at", times.json(i.updatedAt()));
        map.put("monitoring_at", orNull(i.monitoringAt()));
        map.put("resolved_at", orNull(i.resolvedAt()));
        map.put("impact", i.impact().name().toLowerCase(Locale.ROOT));
        map.put("shortlink", view.url() + "/" + i.path());
        map.put("started_at", times.json(i.startedAt()));
        map.put("page_id", pageId);
        map.put("incident_updates", i.updates().stream().map(u -> update(i, u)).toList());
        map.put("components", components.stream().map(this::component).toList());
        map.put("reminder_intervals", null);
        i.scheduledFor().ifPresent(at -> map.put("scheduled_for", times.json(at)));
        i.scheduledUntil().ifPresent(at -> map.put("scheduled_until", times.json(at)));
        return map;
    }

    private Map<String, @Nullable Object> update(IncidentView i, UpdateView u) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("id", u.id());
        map.put("status", u.status());
        map.put("body", u.body());
        map.put("incident_id", i.id());
        map.put("created_at", times.json(u.createdAt()));
        map.put("updated_at", times.json(u.updatedAt()));
        map.put("display_at", times.json(u.at()));
        map.put(
                "affected_components",
                u.affected().isEmpty()
                        ? null
                        : u.affected().stream().map(a -> affected(a, a.from(), a.to())).toList());
        map.put("deliver_notifications", true);
        map.put("custom_tweet", null);
        map.put("tweet_id", null);
        return map;
    }

    private static Map<String, @Nullable Object> affected(
            UpdateView.Affected one, Status from, Status to) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("code", one.component().id().value());
        map.put("name", one.component().name());
        map.put("old_status", Statuses.word(from));
        map.put("new_status", Statuses.word(to));
        return map;
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private @Nullable String orNull(Optional<Instant> at) {
        return at.map(times::json).orElse(null);
    }
}
