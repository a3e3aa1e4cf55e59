package dev.bellwether.statuspage;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The HTML of a page: front, each incident and maintenance, history by month, uptime, subscribe.
/// Paths end in `/` and links are relative, so that the same bytes work under any address and from
/// any directory.
final class HtmlFiles {
    static final String TYPE = "text/html; charset=utf-8";

    /// Up to as many components groups stand open.
    static final int FEW = 60;

    private static final int PAST_DAYS = 14;

    private final PageView view;
    private final Memo memo;
    private final Map<String, Document> documents;
    private final PageKey key;
    private final Sheet front;

    HtmlFiles(
            PageView view,
            PageKey key,
            Memo memo,
            Times times,
            Words words,
            Texts texts,
            Map<String, Document> documents,
            String folder) {
        this.view = view;
        this.memo = memo;
        this.documents = documents;
        this.key = key;
        String title = view.page().name() + " · " + words.of("status");
        this.front = new Sheet(key, words, times, texts, folder, "", title, "front");
    }

    /// What visitors of an incident look at.
    void first() {
        frontPage();
        if (key.open()) {
            embed();
        }
        for (IncidentView incident : view.incidents()) {
            incident(incident);
        }
        for (IncidentView maintenance : view.maintenances()) {
            incident(maintenance);
        }
    }

    /// @param months of the components whose uptime is shown
    void rest(List<ComponentMonths> months) {
        history();
        uptime();
        months(months);
        Sheet s = front.to("subscribe/", front.w("subscribe"), "subscribe");
        String url = view.url();
        List<GuestView.Choice> components =
                view.components().stream()
                        .map(ComponentView::component)
                        .map(c -> new GuestView.Choice(c.id().value(), c.name(), false))
                        .toList();
        put(
                s,
                List.of(
                        memo.piece(
                                "subscribe",
                                List.of(key, components),
                                () -> Html.subscribe(s, url, components))));
        if (!key.open()) {
            signIn("", "", key.password());
            signIn("wrong/", "private.wrong", true);
            signIn("later/", "private.later", true);
            signIn("network/", "private.network", false);
        }
    }

    /// What visitors of a private page see in place of it; a whole document.
    private void signIn(String what, String problem, boolean asks) {
        String path = Style.SIGN_IN + what;
        Sheet s = front.to(path, front.w("private.title"), "sign-in");
        whole(path, memo.piece(path, key, () -> Html.signIn(s, problem, asks)));
    }

    /// What other sites show in a frame.
    private void embed() {
        List<IncidentView> open =
                Stream.concat(view.open().stream(), view.underWay().stream()).toList();
        Banner banner = Banner.of(view);
        Sheet s = front.to(Embed.FRAME, front.w("status"), "embed");
        whole(
                Embed.FRAME,
                memo.piece("embed", List.of(key, banner, open), () -> Html.embed(s, banner, open)));
    }

    private void whole(String path, Piece piece) {
        String file = front.folder() + path;
        documents.put(file, memo.document(path, TYPE, List.of(piece)));
    }

    private void frontPage() {
        Sheet s = front;
        var pieces = new ArrayList<Piece>();
        Banner banner = Banner.of(view);
        pieces.add(memo.piece("banner", List.of(key, banner), () -> Html.banner(s, banner)));
        section(pieces, "incidents.open", view.open());
        section(pieces, "maintenance.active", view.underWay());
        systems(pieces, s, "front", false);
        section(pieces, "maintenance.scheduled", view.upcoming());
        pieces.add(
                memo.piece(
                        "past",
                        key,
                        () ->
                                "<section class=\"days\" aria-labelledby=\"past\"><h2 id=\"past\">"
                                        + Xml.text(s.w("incidents.past"))
                                        + "</h2>\n"));
        var byDay = new HashMap<LocalDate, List<IncidentView>>();
        for (IncidentView incident : view.incidents()) {
            if (!incident.isOpen()) {
                byDay.computeIfAbsent(s.times().day(incident.day()), d -> new ArrayList<>())
                        .add(incident);
            }
        }
        LocalDate today = s.times().day(view.now());
        int back = 0;
        while (back < PAST_DAYS) {
            LocalDate date = today.minusDays(back++);
            List<IncidentView> incidents = byDay.getOrDefault(date, List.of());
            // Quiet days in a row are said once: what happened is not to be looked for among them.
            LocalDate from = date;
            while (incidents.isEmpty()
                    && back < PAST_DAYS
                    && !byDay.containsKey(today.minusDays(back))) {
                from = today.minusDays(back++);
            }
            LocalDate first = from;
            pieces.add(
                    memo.piece(
                            "day/" + date,
                            List.of(key, first, incidents),
                            () -> Html.day(s, first, date, incidents)));
        }
        pieces.add(
                memo.piece(
                        "past-end",
                        key,
                        () ->
                                "<p class=\"more\"><a href=\"history/\">"
                                        + Xml.text(s.w("incident.history"))
                                        + "</a></p></section>\n"));
        put(s, pieces);
    }

    private void section(List<Piece> pieces, String heading, List<IncidentView> incidents) {
        if (!incidents.isEmpty()) {
            pieces.add(
                    memo.piece(
                            "section/" + heading,
                            List.of(key, incidents),
                            () -> Html.section(front, heading, incidents)));
        }
    }

    private void systems(List<Piece> pieces, Sheet s, String name, boolean open) {
        if (view.components().isEmpty()) {
            return;
        }
        boolean few = view.components().size() <= FEW;
        pieces.add(
                memo.piece(
                        name + "/systems",
                        key,
                        () ->
                                "<section class=\"systems\" aria-labelledby=\"systems\"><h2 id=\"systems\">"
                                        + Xml.text(s.w("systems"))
                                        + "</h2><ul>\n"));
        rows(pieces, s, name + "/top", view.ungrouped());
        for (GroupView group : view.groups()) {
            if (group.components().isEmpty()) {
                continue;
            }
            boolean stands =
                    open || few || group.status() != dev.bellwether.model.Status.OPERATIONAL;
            String id = name + "/group/" + group.group().id();
            pieces.add(
                    memo.piece(
                            id,
                            List.of(key, group.group(), group.status(), group.says(), stands),
                            () -> Html.group(s, group, stands).before()));
            rows(pieces, s, id, group.components());
            pieces.add(memo.piece("group-end", key, () -> Html.group(s, group, true).after()));
        }
        pieces.add(memo.piece("systems-end", "", () -> "</ul></section>\n"));
    }

    private void rows(List<Piece> pieces, Sheet s, String name, List<ComponentView> components) {
        int number = 0;
        for (List<ComponentView> chunk : JsonFiles.chunks(components)) {
            pieces.add(
                    memo.piece(
                            name + "/rows/" + number++,
                            List.of(key, chunk),
                            () -> Html.rows(s, chunk)));
        }
    }

    private void incident(IncidentView incident) {
        Sheet s = front.to(incident.path(), incident.name(), "incident");
        put(
                s,
                List.of(
                        memo.piece(
                                "incident/" + incident.path(),
                                List.of(key, incident),
                                () -> Html.incident(s, incident))));
    }

    private void history() {
        List<Month> months = Month.of(view, front.times());
        for (Month month : months) {
            String path = "history/" + month.month() + "/";
            Sheet deep = front.to(path, front.w("incident.history"), "history");
            put(
                    deep,
                    List.of(memo.piece(path, List.of(key, month), () -> Html.month(deep, month))));
        }
        Sheet s = front.to("history/", front.w("incident.history"), "history");
        Month newest = months.getFirst();
        put(s, List.of(memo.piece("history", List.of(key, newest), () -> Html.month(s, newest))));
    }

    private void uptime() {
        Sheet s = front.to("uptime/", front.w("uptime"), "uptime");
        var pieces = new ArrayList<Piece>();
        pieces.add(
                memo.piece(
                        "uptime",
                        key,
                        () ->
                                "<h1>"
                                        + Xml.text(s.w("uptime"))
                                        + "</h1><p class=\"lead\">"
                                        + Xml.text(s.w("uptime.explain"))
                                        + "</p>\n"));
        YearMonth newest = YearMonth.from(s.times().day(view.now()));
        pieces.add(
                memo.piece(
                        "uptime/by-month",
                        List.of(key, newest),
                        () ->
                                "<p class=\"more\"><a href=\""
                                        + newest
                                        + "/\">"
                                        + Xml.text(s.w("uptime.monthly"))
                                        + "</a></p>\n"));
        systems(pieces, s, "uptime", true);
        put(s, pieces);
    }

    private void months(List<ComponentMonths> all) {
        YearMonth newest = YearMonth.from(front.times().day(view.now()));
        for (UptimeTable table : UptimeTable.of(all, newest)) {
            String path = "uptime/" + table.month() + "/";
            Sheet s = front.to(path, front.w("uptime.monthly"), "uptime");
            put(
                    s,
                    List.of(
                            memo.piece(
                                    path, List.of(key, table), () -> Html.uptimeMonth(s, table))));
        }
    }

    private void put(Sheet s, List<Piece> body) {
        String path = s.path();
        // What stands below is the same in all files of a depth, but for links to this very file.
        String bottom = key.languages().size() > 1 ? path : s.root() + "/" + s.at();
        var pieces = new ArrayList<Piece>(body.size() + 2);
        pieces.add(
                memo.piece("top/" + path, List.of(key, s.title()), () -> Html.layout(s).before()));
        pieces.addAll(body);
        pieces.add(memo.piece("bottom/" + bottom, key, () -> Html.layout(s).after()));
        documents.put(s.folder() + path, memo.document(path, TYPE, pieces));
    }
}
