package dev.bellwether.console;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/// A browser without JavaScript: keeps cookies, follows redirects, fills in and sends forms.
final class Browser {
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI base;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    Browser(URI base) {
        this.base = base;
    }

    Browser with(String cookie, String value) {
        cookies.put(cookie, value);
        return this;
    }

    Map<String, String> cookies() {
        return cookies;
    }

    record Page(int status, String path, Document html, HttpResponse<String> response) {
        String text() {
            return html.text();
        }

        String title() {
            return html.title();
        }

        /// The form whose button says `button`.
        Element form(String button) {
            for (Element form : html.select("form")) {
                for (Element candidate : form.select("button")) {
                    if (candidate.text().startsWith(button)) {
                        return form;
                    }
                }
            }
            throw new AssertionError("No form with the button '" + button + "' on " + path);
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        List<String> problems() {
            return html.select(".problem").eachText();
        }
    }

    Page get(String path) {
        return follow(request(path).GET().build(), 0);
    }

    /// Sends the form behind a button, with some fields filled in otherwise. A null value leaves a
    /// field out.
    Page press(Page page, String button, String... namesAndValues) {
        Element form = page.form(button);
        Map<String, List<String>> fields = fields(form);
        for (Element candidate : form.select("button[name]")) {
            if (candidate.text().startsWith(button)) {
                fields.put(candidate.attr("name"), List.of(candidate.attr("value")));
            }
        }
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
        }
        return post(form.attr("action"), fields);
    }

    Page post(String path, Map<String, List<String>> fields) {
        var body = new ArrayList<String>();
        fields.forEach((name, values) ->
                values.forEach(value -> body.add(encode(name) + "=" + encode(value))));
        return follow(
                request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(String.join("&", body)))
                        .build(),
                0);
    }

    /// Sends the form behind a button with a file, as `multipart/form-data`.
    Page upload(Page page, String button, String field, byte[] file) {
        Element form = page.form(button);
        String line = "----a-line-that-is-in-no-file";
        var parts = new ArrayList<byte[]>();
        fields(form)
                .forEach((name, values) -> {
                    if (!name.equals(field)) {
                        values.forEach(value -> parts.add(part(line, name, "", value + "\r\n")));
                    }
                });
        parts.add(part(line, field, "; filename=\"file.bin\"", ""));
        parts.add(file);
        parts.add(("\r\n--" + line + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return follow(
                request(form.attr("action"))
                        .header("Content-Type", "multipart/form-data; boundary=" + line)
                        .POST(BodyPublishers.ofByteArray(whole(parts)))
                        .build(),
                0);
    }

    /// Sends something that does not say how long it will be.
    Page streamed(String path) {
        return follow(
                request(path)
                        .header("Content-Type", "multipart/form-data; boundary=x")
                        .POST(
                                BodyPublishers.ofInputStream(
                                        () -> new ByteArrayInputStream(new byte[100])))
                        .build(),
                0);
    }

    private static byte[] whole(List<byte[]> parts) {
        var all = new ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static byte[] part(String line, String name, String more, String content) {
        return ("--%s\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n%s"
                        .formatted(line, name, more, content))
                .getBytes(StandardCharsets.UTF_8);
    }

    static Map<String, List<String>> fields(Element form) {
        var fields = new LinkedHashMap<String, List<String>>();
        for (Element field : form.select("input[name], textarea[name], select[name]")) {
            boolean box = field.attr("type").equals("checkbox");
            if (!box || field.hasAttr("checked")) {
                fields.computeIfAbsent(field.attr("name"), _ -> new ArrayList<>())
                        .add(value(field));
            }
        }
        return fields;
    }

    private static String value(Element field) {
        return switch (field.tagName()) {
            case "textarea" -> field.wholeText();
            case "select" -> {
                Element chosen = field.selectFirst("option[selected]");
                Element first = field.selectFirst("option");
                yield chosen != null
                        ? chosen.attr("value")
                        : first == null ? "" : first.attr("value");
            }
            default -> field.attr("value");
        };
    }

    private HttpRequest.Builder request(String path) {
        var builder = HttpRequest.newBuilder(base.resolve(path));
        if (!cookies.isEmpty()) {
            var pairs = cookies.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue());
            builder.header("Cookie", String.join("; ", pairs.toList()));
        }
        return builder;
    }

    private Page follow(HttpRequest request, int hops) {
        try {
            var response = client.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
            response.headers().allValues("Set-Cookie").forEach(this::keep);
            if (response.statusCode() / 100 == 3 && hops < 5) {
                String to = response.headers().firstValue("Location").orElseThrow();
                return follow(request(to).GET().build(), hops + 1);
            }
            return new Page(
                    response.statusCode(),
                    request.uri().getPath(),
                    Jsoup.parse(response.body()),
                    response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void keep(String header) {
        String pair = header.substring(0, Math.max(header.indexOf(';'), 0));
        int is = pair.indexOf('=');
        String value = pair.substring(is + 1);
        if (value.isEmpty()) {
            cookies.remove(pair.substring(0, is));
        } else {
            cookies.put(pair.substring(0, is), value);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
