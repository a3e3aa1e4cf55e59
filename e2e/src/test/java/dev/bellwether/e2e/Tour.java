package dev.bellwether.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/// Every page that links lead to from the console and from the status page, one of each shape.
final class Tour {
    private Tour() {}

    /// Opens each page in `page`, and tells its path.
    ///
    /// @return the shapes that were seen: ids and names are `*`
    static Set<String> of(Program program, Page page, Consumer<String> opened) {
        var seen = new TreeSet<>(Set.of("/console", "/"));
        var waiting = new ArrayDeque<>(List.of("/console", "/"));
        while (!waiting.isEmpty()) {
            String path = waiting.remove();
            var answer = page.request().get(program.at(path).toString());
            Map<String, String> headers = answer.headers();
            if (answer.ok() && !headers.getOrDefault("content-type", "").startsWith("text/html")) {
                continue; // a file to take home
            }
            assertThat(page.navigate(program.at(path).toString()).status()).as(path).isEqualTo(200);
            List<String> links = links(page);
            opened.accept(path);
            for (String link : links) {
                if (seen.add(shape(link))) {
                    waiting.add(link);
                }
            }
        }
        return seen;
    }

    /// Ids and names stand for each other: a hundred incidents have one page, and a status page has
    /// the same pages at both of its addresses.
    private static String shape(String path) {
        return path.replaceAll("^/p/[^/]+/", "/")
                .replaceAll("/[0-9a-zA-Z_-]*[0-9][0-9a-zA-Z_-]*", "/*")
                // An id of letters only; words as long stand after /console alone.
                .replaceAll("(?<!^/console)/[a-z]{12}(?=/|$)", "/*")
                .replaceAll("^/console/providers/[^/]+", "/console/providers/*");
    }

    @SuppressWarnings("unchecked")
    private static List<String> links(Page page) {
        List<String> links =
                (List<String>)
                        page.evaluate(
                                """
                                [...document.querySelectorAll('a[href]')].map(a => new URL(a.getAttribute('href'), document.baseURI))
                                    .filter(url => url.origin === location.origin).map(url => url.pathname)
                                """);
        return links.stream().filter(link -> !link.matches("/api/.*|.*\\.[a-z]{2,5}")).toList();
    }
}
