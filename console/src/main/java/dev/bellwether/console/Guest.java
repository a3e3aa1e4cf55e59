package dev.bellwether.console;

import dev.bellwether.people.Client;
import io.javalin.http.Context;
import java.time.Instant;

/// One request of somebody who need not be signed in.
record Guest(Context context, Instant now) {
    Client client() {
        return Requests.client(context);
    }

    Form form() {
        return Form.of(context.formParamMap());
    }

    String query(String name) {
        String value = context.queryParam(name);
        return value == null ? "" : value;
    }

    String token() {
        return context.pathParam("token");
    }

    /// The page to go on to after signing in: one of the console's own, or its start.
    String next(String wanted) {
        boolean own =
                wanted.startsWith("/console")
                        && !wanted.contains("//")
                        && !wanted.contains("\\")
                        && wanted.chars().noneMatch(Character::isISOControl);
        return own ? wanted : "/console";
    }
}
