package dev.bellwether.statuspage;

import dev.bellwether.model.ComponentId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// `api/v2/*.json`: Statuspage's eight documents, its page alone, each incident alone, and our own.
final class JsonFiles {
    static final String TYPE = "application/json; charset=utf-8";

    /// As many as Statuspage gives.
    static final int MOST = 50;

    private static final int CHUNK = 50;
    private static final Piece COMMA = Piece.of(",");

    private final PageView view;
    private final Memo memo;
    private final V2 v2;
    private final OwnJson own;
    private final Map<String, Document> documents;
    private final Map<String, Document> later;
    private final Map<ComponentId, ComponentView> byComponent = new HashMap<>();

    /// @param later gets what [#rest] writes
    JsonFiles(
            PageView view,
            Memo memo,
            Times times,
            Map<String, Document> documents,
            Map<String, Document> later) {
        this.view = view;
        this.memo = memo;
        this.v2 = new V2(view, times);
        this.own = new OwnJson(times);
        this.documents = documents;
        this.later = later;
        view.components().forEach(c -> byComponent.put(c.component().id(), c));
    }

    void first() {
        Map<String, ?> page = v2.page();
        Map<String, ?> status = v2.status();
        Piece pageOnly = memo.piece("json/page", page, () -> "{\"page\":" + V2.write(page));
        Piece statusOnly =
                memo.piece("json/status", status, () -> ",\"status\":" + V2.write(status) + "}");
        Piece close = memo.piece("json/close", "", () -> "}");
        put("page", List.of(pageOnly, close));
        put("status", List.of(pageOnly, statusOnly));

        List<Piece> components = components();
        put("components", list(pageOnly, "components", components));
        List<Piece> unresolved = incidents(view.incidents(), IncidentView::isOpen);
        put("incidents", list(pageOnly, "incidents", incidents(view.incidents(), i -> true)));
        put("incidents/unresolved", list(pageOnly, "incidents", unresolved));
        String scheduled = "scheduled_maintenances";
        List<IncidentView> works = view.maintenances();
        put("scheduled-maintenances", list(pageOnly, scheduled, incidents(works, i -> true)));
        put(
                "scheduled-maintenances/upcoming",
                list(pageOnly, scheduled, incidents(works, IncidentView::isUpcoming)));
        put(
                "scheduled-maintenances/active",
                list(pageOnly, scheduled, incidents(works, IncidentView::isUnderWay)));

        var summary = new ArrayList<Piece>();
        summary.add(pageOnly);
        array(summary, "components", components);
        array(summary, "incidents", unresolved);
        array(summary, scheduled, incidents(works, IncidentView::isOpen));
        summary.add(statusOnly);
        put("summary", summary);

        Map<String, ?> lasting = v2.lastingPage();
        Piece lastingPage =
                memo.piece("json/lasting", lasting, () -> "{\"page\":" + V2.write(lasting));
        single(view.incidents(), "incidents/", "incident", lastingPage, close);
        single(works, "scheduled-maintenances/", "scheduled_maintenance", lastingPage, close);
    }

    /// Our own document.
    void rest() {
        Map<String, ?> lastingPage = v2.lastingPage();
        Piece page =
                memo.piece("json/lasting", lastingPage, () -> "{\"page\":" + V2.write(lastingPage));
        Banner banner = Banner.of(view);
        var pieces = new ArrayList<Piece>();
        pieces.add(page);
        pieces.add(
                memo.piece(
                        "own/head",
                        banner,
                        () -> {
                            var head = new LinkedHashMap<String, Object>(own.meaning());
                            head.put("banner", banner.name());
                            String json = V2.write(head);
                            return "," + json.substring(1, json.length() - 1);
                        }));
        var chunks = new ArrayList<Piece>();
        for (List<ComponentView> chunk : chunks(view.components())) {
            chunks.add(
                    memo.piece(
                            "own/" + chunks.size(),
                            List.of(view.page().timeZone(), chunk),
                            () -> inner(chunk.stream().map(own::component).toList())));
        }
        array(pieces, "components", chunks);
        pieces.add(memo.piece("own/close", "", () -> "}"));
        String path = "api/v2/bellwether.json";
        later.put(path, memo.document(path, TYPE, pieces));
    }

    private void single(
            List<IncidentView> incidents, String folder, String name, Piece page, Piece close) {
        for (IncidentView incident : incidents) {
            Piece label = memo.piece("json/label/" + name, name, () -> ",\"" + name + "\":");
            put(folder + incident.id(), List.of(page, label, incident(incident), close));
        }
    }

    private void put(String name, List<Piece> pieces) {
        String path = "api/v2/" + name + ".json";
        documents.put(path, memo.document(path, TYPE, pieces));
    }

    private List<Piece> list(Piece page, String name, List<Piece> items) {
        var pieces = new ArrayList<Piece>();
        pieces.add(page);
        array(pieces, name, items);
        pieces.add(memo.piece("json/close", "", () -> "}"));
        return pieces;
    }

    private void array(List<Piece> pieces, String name, List<Piece> items) {
        pieces.add(memo.piece("json/array/" + name, name, () -> ",\"" + name + "\":["));
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                pieces.add(COMMA);
            }
            pieces.add(items.get(i));
        }
        pieces.add(memo.piece("json/array-end", "", () -> "]"));
    }

    private List<Piece> incidents(List<IncidentView> all, Predicate<IncidentView> shown) {
        return all.stream().filter(shown).limit(MOST).map(this::incident).toList();
    }

    private Piece incident(IncidentView incident) {
        List<ComponentView> components =
                incident.components().stream().map(c -> byComponent.get(c.id())).toList();
        List<Object> from =
                List.of(
                        incident,
                        view.url(),
                        view.page().timeZone(),
                        components.stream().map(JsonFiles::what).toList());
        return memo.piece(
                "json/" + incident.path(), from, () -> V2.write(v2.incident(incident, components)));
    }

    /// Groups stand before their components.
    private List<Piece> components() {
        var pieces = new ArrayList<Piece>();
        chunks(view.ungrouped()).forEach(chunk -> pieces.add(chunk("top" + pieces.size(), chunk)));
        for (GroupView group : view.groups()) {
            String id = group.group().id().value();
            List<String> members =
                    group.components().stream().map(c -> c.component().id().value()).toList();
            pieces.add(
                    memo.piece(
                            "json/group/" + id,
                            List.of(
                                    group.group(),
                                    group.position(),
                                    group.status(),
                                    group.updatedAt(),
                                    view.page().timeZone(),
                                    members),
                            () -> V2.write(v2.group(group))));
            int number = 0;
            for (List<ComponentView> chunk : chunks(group.components())) {
                pieces.add(chunk(id + "/" + number++, chunk));
            }
        }
        return pieces;
    }

    private Piece chunk(String name, List<ComponentView> components) {
        return memo.piece(
                "json/components/" + name,
                List.of(view.page().timeZone(), components.stream().map(JsonFiles::what).toList()),
                () -> inner(components.stream().map(v2::component).toList()));
    }

    /// What the JSON of a component depends on.
    private static Object what(ComponentView c) {
        return List.of(c.component(), c.position(), c.status(), c.updatedAt());
    }

    private static String inner(List<?> items) {
        String json = V2.write(items);
        return json.substring(1, json.length() - 1);
    }

    static <T> List<List<T>> chunks(List<T> all) {
        var chunks = new ArrayList<List<T>>();
        for (int from = 0; from < all.size(); from += CHUNK) {
            chunks.add(all.subList(from, Math.min(all.size(), from + CHUNK)));
        }
        return chunks;
    }
}
