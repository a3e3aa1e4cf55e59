package dev.bellwether.api;

import java.util.List;
import java.util.Locale;

/// The API's document as a page to read: plain HTML, made once.
final class DocsPage {
    private static final String STYLE =
            """
            :root{color-scheme:light dark;--line:#8884;--quiet:#8888}
            body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1rem}
            h1{font-size:1.6rem}h2{margin-top:2.5rem;border-bottom:1px solid var(--line)}
            details{border-bottom:1px solid var(--line);padding:.4rem 0}summary{cursor:pointer}
            code,pre{font:.9em ui-monospace,monospace}pre{overflow:auto;padding:.6rem;border:1px solid var(--line)}
            b{display:inline-block;min-width:4.5em}table{border-collapse:collapse}td,th{text-align:left;padding:.2rem .8rem .2rem 0;vertical-align:top}
            """;
    private static final String PROBLEMS =
            """
            <h2 id="problems">Problems</h2><table>
            <tr id="not-json"><td>400</td><td>not-json</td><td>The body is not JSON; line, column and what was expected there are told.</td></tr>
            <tr id="invalid"><td>400</td><td>invalid</td><td><code>errors</code> names every field that is wrong, with its value and what is allowed.</td></tr>
            <tr id="unauthorized"><td>401</td><td>unauthorized</td><td>No token, or one that was revoked or has expired.</td></tr>
            <tr id="forbidden"><td>403</td><td>forbidden</td><td>The token has not the right that is named.</td></tr>
            <tr id="not-found"><td>404</td><td>not-found</td><td>Your organization has no such thing. Whether another has it is not told.</td></tr>
            <tr id="method"><td>405</td><td>method</td><td>The address has no such method.</td></tr>
            <tr id="gaps"><td>409</td><td>gaps</td><td>It would leave times in which nobody can be reached; <code>errors</code> has each. Repeat it with <code>accept_gaps=true</code> when that is meant.</td></tr>
            <tr id="conflict"><td>409</td><td>conflict</td><td>What stands does not allow it.</td></tr>
            <tr id="idempotency"><td>409</td><td>idempotency</td><td>The key was used for another request, or its first request has not ended.</td></tr>
            <tr id="too-large"><td>413</td><td>too-large</td><td>The body is larger than the server takes.</td></tr>
            <tr id="media-type"><td>415</td><td>media-type</td><td>Send <code>Content-Type: application/json</code>.</td></tr>
            <tr id="too-fast"><td>429</td><td>too-fast</td><td>Wait for the seconds in <code>Retry-After</code>.</td></tr>
            <tr id="failed"><td>500</td><td>failed</td><td>A fault of ours; its cause is in the server's log.</td></tr>
            <tr id="unavailable"><td>503</td><td>unavailable</td><td>The database does not answer; nothing was changed.</td></tr>
            </table>
            """;

    private DocsPage() {}

    static String html(List<Route> routes, String version) {
        var page = new StringBuilder();
        page.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width\">")
                .append("<title>Bellwether API</title><style>")
                .append(STYLE)
                .append("</style></head><body><main><h1>Bellwether API ")
                .append(escape(version))
                .append("</h1><p>For programs: <a href=\"/api/openapi.json\">OpenAPI 3.1</a>.")
                .append(" Send a token, made in the console:</p>")
                .append("<pre>curl -H 'Authorization: Bearer bw_…' …/api/v1/me</pre>")
                .append(
                        "<p>Lists answer <code>items</code> and <code>next</code>; give <code>next</code>")
                .append(
                        " as <code>after</code> for what follows. Times are UTC, durations ISO 8601")
                .append(" (<code>PT30S</code>), latencies microseconds. A POST with an")
                .append(
                        " <code>Idempotency-Key</code> is done once, and answered the same for 24 hours.</p>");
        String section = "";
        for (Route route : routes) {
            String of = route.path().split("/")[1];
            if (!of.equals(section)) {
                section = of;
                page.append("<h2>").append(escape(of)).append("</h2>");
            }
            operation(page, route);
        }
        return page.append(PROBLEMS).append("</main></body></html>").toString();
    }

    private static void operation(StringBuilder page, Route route) {
        var schemas = new Schemas();
        page.append("<details><summary><b>")
                .append(route.method().name())
                .append("</b><code>/api/v1")
                .append(escape(route.path()))
                .append("</code> ")
                .append(escape(route.summary()))
                .append("</summary><p>Needs the right ")
                .append(route.scope().name().toLowerCase(Locale.ROOT))
                .append(".</p>");
        if (!route.query().isEmpty()) {
            page.append("<table>");
            for (Query query : route.query()) {
                page.append("<tr><td><code>")
                        .append(escape(query.name()))
                        .append("</code></td><td>")
                        .append(escape(query.says()))
                        .append("</td></tr>");
            }
            page.append("</table>");
        }
        if (route.takesFile()) {
            page.append("<p>Takes a file: ")
                    .append(escape(String.join(", ", Upload.TYPES)))
                    .append("</p>");
        }
        route.takes()
                .filter(type -> !route.takesFile())
                .ifPresent(type -> {
                    schemas.taken(type);
                    page.append("<p>Takes</p><pre>")
                            .append(escape(Runner.pretty(schemas.named())))
                            .append("</pre>");
                });
        page.append("</details>");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
