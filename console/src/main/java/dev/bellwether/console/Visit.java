package dev.bellwether.console;

import dev.bellwether.model.Actor;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.people.Client;
import dev.bellwether.people.Principal;
import dev.bellwether.people.Session;
import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/// One request of somebody who is signed in.
record Visit(Context context, Session session, Instant now) {
    Principal principal() {
        return session.principal();
    }

    OrganizationId organization() {
        return session.person().organization();
    }

    Actor actor() {
        return principal().actor();
    }

    Client client() {
        return Requests.client(context);
    }

    Form form() {
        return Form.of(context.formParamMap());
    }

    /// The file chosen in a form; empty when there is none, or one of more than `most` bytes.
    Optional<byte[]> file(String field, int most) {
        UploadedFile file = context.uploadedFile(field);
        if (file == null || file.size() == 0 || file.size() > most) {
            return Optional.empty();
        }
        try (InputStream content = file.content()) {
            return Optional.of(content.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// An id in the path. What cannot be an id names nothing.
    <T> T id(String thing, Function<String, T> make) {
        return path(thing, "id", make);
    }

    <T> T path(String thing, String parameter, Function<String, T> make) {
        String value = context.pathParam(parameter);
        try {
            return make.apply(value);
        } catch (IllegalArgumentException e) {
            throw new NotFound(thing, value);
        }
    }

    /// A parameter of the address; empty when it is not there.
    String query(String name) {
        String value = context.queryParam(name);
        return value == null ? "" : value.strip();
    }

    Optional<String> optional(String name) {
        return Optional.of(query(name)).filter(v -> !v.isEmpty());
    }
}
