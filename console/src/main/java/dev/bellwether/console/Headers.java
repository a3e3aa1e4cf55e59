package dev.bellwether.console;

import io.javalin.http.Context;

/// What every answer of the console tells the browser: run nothing and load nothing that is not
/// ours, show it in no foreign frame, keep no copy, tell no other site where the reader was.
final class Headers {
    static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; frame-src 'self'; form-action 'self';"
                    + " frame-ancestors 'none'; base-uri 'none'";

    private Headers() {}

    static void secure(Context context, boolean https) {
        context.header("Content-Security-Policy", POLICY);
        context.header("X-Frame-Options", "DENY");
        context.header("X-Content-Type-Options", "nosniff");
        context.header("Referrer-Policy", "same-origin");
        context.header("Cross-Origin-Opener-Policy", "same-origin");
        context.header("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
        context.header("Cache-Control", "no-store");
        if (https) {
            context.header("Strict-Transport-Security", "max-age=31536000");
        }
    }

    /// For a public page inside the console: it may be framed by the console, and runs nothing.
    static void frame(Context context) {
        context.header(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src * data:;"
                        + " frame-ancestors 'self'; base-uri 'none'; form-action 'none'; sandbox");
        context.header("X-Frame-Options", "SAMEORIGIN");
    }
}
