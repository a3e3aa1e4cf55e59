package dev.bellwether.server;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// What is said when no room has an answer: a small page for people, a problem document (RFC 9457)
/// for programs. Neither tells of the program's insides.
///
/// @param says one or two sentences for people
record PlainAnswer(int status, String title, String says) {
    static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
    private static final JsonMapper JSON = new JsonMapper();

    static PlainAnswer notFound() {
        return new PlainAnswer(
                404,
                "There is nothing at this address",
                "It was removed, or the address is not right.");
    }

    static PlainAnswer unavailable() {
        return new PlainAnswer(
                503,
                "Please try again in a moment",
                "The database cannot be reached now, or is just being opened. Status pages are served on as they were last.");
    }

    /// Programs get the problem document, and so does whoever asks for anything under `/api`.
    ///
    /// @param accept the request's header of that name
    static boolean isForPeople(String path, @Nullable String accept) {
        return accept != null
                && accept.toLowerCase(Locale.ROOT).contains("text/html")
                && !path.equals("/api")
                && !path.startsWith("/api/");
    }

    static String type(boolean forPeople) {
        return forPeople ? "text/html; charset=utf-8" : "application/problem+json";
    }

    String body(boolean forPeople) {
        return forPeople ? html() : problem();
    }

    private String problem() {
        return JSON.writeValueAsString(
                Map.of("type", "about:blank", "title", title, "status", status, "detail", says));
    }

    private String html() {
        return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <title>%1$s</title>
        <style>
        :root { color-scheme: light dark; }
        body { margin: 18vh auto 0; max-width: 30rem; padding: 0 1.5rem; line-height: 1.5;
          font-family: ui-sans-serif, system-ui, sans-serif; }
        h1 { font-size: 1.35rem; }
        </style>
        </head>
        <body>
        <h1>%1$s</h1>
        <p>%2$s</p>
        <p><a href="/">To the start page</a></p>
        </body>
        </html>
        """
                .formatted(title, says);
    }
}
