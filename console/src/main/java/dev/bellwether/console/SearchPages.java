package dev.bellwether.console;

import dev.bellwether.model.Role;
import java.util.List;

/// The search across everything, and the page that tells the keys. The command palette shows the
/// same page's results.
final class SearchPages {
    static final String HOME = "/console/search";
    static final String KEYS = "/console/keys";

    record View(String words, List<Hit> hits) {}

    private final Finder finder;

    SearchPages(Rooms rooms) {
        this.finder = new Finder(rooms);
    }

    void register(Routes routes) {
        routes.get(HOME, Role.VIEWER, this::search);
        routes.get(
                KEYS,
                Role.VIEWER,
                _ ->
                        Reply.page(
                                "keys",
                                (out, frame) -> JtekeysGenerated.render(out, Html.PLAIN, frame)));
    }

    private Reply search(Visit visit) {
        String words = visit.query("q");
        var view = new View(words, finder.find(visit.organization(), words));
        return Reply.page(
                "search", (out, frame) -> JtesearchGenerated.render(out, Html.PLAIN, frame, view));
    }
}
