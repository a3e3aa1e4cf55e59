package dev.bellwether.console;

import dev.bellwether.people.Client;
import io.javalin.http.Context;

/// What is read off a request.
final class Requests {
    private Requests() {}

    static Client client(Context context) {
        String agent = context.userAgent();
        return new Client(context.ip(), agent == null ? "" : agent);
    }

    /// Whether a browser says that another site sent the request.
    static boolean isCrossSite(Context context) {
        String site = context.header("Sec-Fetch-Site");
        return "cross-site".equals(site);
    }

    /// The address as it was asked for, for a link back.
    static String address(Context context) {
        String query = context.queryString();
        return context.path() + (query == null ? "" : "?" + query);
    }
}
