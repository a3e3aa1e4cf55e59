package dev.bellwether.api;

import dev.bellwether.people.Scope;
import io.javalin.http.HandlerType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/// An operation as data: from it come the route, the check of the body, the check of the right, and
/// its part of the OpenAPI document.
///
/// @param path below `/api/v1`, with parameters in braces
/// @param scope the right it needs
/// @param takes the record in the body
/// @param status of the answer when all is well
/// @param bodyBytes the largest body, where it is not the one of [ApiSettings]
/// @param rules what else a body can be refused for, asked when its form is wrong
/// @param tried whether the work itself is asked that, in a transaction that is undone
record Route(
        HandlerType method,
        String path,
        String summary,
        Scope scope,
        Optional<Class<?>> takes,
        Gives gives,
        int status,
        List<Query> query,
        OptionalLong bodyBytes,
        Rules<Object> rules,
        boolean tried,
        Work work) {
    /// Nothing is refused but a wrong form.
    static final Rules<Object> FORM_ONLY = (by, body) -> List.of();

    Route(
            HandlerType method,
            String path,
            String summary,
            Scope scope,
            Optional<Class<?>> takes,
            Gives gives,
            int status,
            List<Query> query,
            Work work) {
        this(
                method,
                path,
                summary,
                scope,
                takes,
                gives,
                status,
                query,
                OptionalLong.empty(),
                FORM_ONLY,
                false,
                work);
    }

    static Route read(String path, String summary, Class<?> gives, Work work) {
        return new Route(
                HandlerType.GET,
                path,
                summary,
                Scope.READ,
                Optional.empty(),
                new Gives.One(gives),
                200,
                List.of(),
                work);
    }

    /// Answers a file, which is a [Gives.Document].
    static Route file(String path, String summary, List<String> types, Work work) {
        return new Route(
                HandlerType.GET,
                path,
                summary,
                Scope.READ,
                Optional.empty(),
                new Gives.Files(types),
                200,
                List.of(),
                work);
    }

    /// Answers a slice; takes `limit` and `after`.
    static Route list(String path, String summary, Class<?> item, Work work) {
        return new Route(
                HandlerType.GET,
                path,
                summary,
                Scope.READ,
                Optional.empty(),
                new Gives.Many(item),
                200,
                List.of(Query.LIMIT, Query.AFTER),
                work);
    }

    /// Makes a thing: 201.
    static Route make(
            String path, String summary, Scope scope, Class<?> takes, Class<?> gives, Work work) {
        return new Route(
                HandlerType.POST,
                path,
                summary,
                scope,
                Optional.of(takes),
                new Gives.One(gives),
                201,
                List.of(),
                work);
    }

    /// Makes a thing and tells its secret, once.
    static Route makeSecret(
            String path, String summary, Scope scope, Class<?> takes, Class<?> gives, Work work) {
        return new Route(
                HandlerType.POST,
                path,
                summary,
                scope,
                Optional.of(takes),
                new Gives.Secret(gives),
                201,
                List.of(),
                work);
    }

    /// Does something with a thing that is there, with a body.
    static Route act(
            String path, String summary, Scope scope, Class<?> takes, Class<?> gives, Work work) {
        return new Route(
                HandlerType.POST,
                path,
                summary,
                scope,
                Optional.of(takes),
                new Gives.One(gives),
                200,
                List.of(),
                work);
    }

    /// Does something with a thing that is there, without a body.
    static Route act(String path, String summary, Scope scope, Class<?> gives, Work work) {
        return new Route(
                HandlerType.POST,
                path,
                summary,
                scope,
                Optional.empty(),
                new Gives.One(gives),
                200,
                List.of(),
                work);
    }

    /// Does something that tells a secret, once.
    static Route actSecret(String path, String summary, Scope scope, Class<?> gives, Work work) {
        return new Route(
                HandlerType.POST,
                path,
                summary,
                scope,
                Optional.empty(),
                new Gives.Secret(gives),
                201,
                List.of(),
                work);
    }

    /// Puts the whole of a thing in place of what was there.
    static Route replace(
            String path, String summary, Scope scope, Class<?> takes, Class<?> gives, Work work) {
        return new Route(
                HandlerType.PUT,
                path,
                summary,
                scope,
                Optional.of(takes),
                new Gives.One(gives),
                200,
                List.of(),
                work);
    }

    /// Puts a file in place of what was there.
    ///
    /// @param most bytes
    static Route upload(
            String path, String summary, Scope scope, long most, Class<?> gives, Work work) {
        return replace(path, summary, scope, Upload.class, gives, work).withBodyOf(most);
    }

    boolean takesFile() {
        return takes.filter(Upload.class::equals).isPresent();
    }

    /// Changes the fields that are given.
    static Route change(
            String path, String summary, Scope scope, Class<?> takes, Class<?> gives, Work work) {
        return new Route(
                HandlerType.PATCH,
                path,
                summary,
                scope,
                Optional.of(takes),
                new Gives.One(gives),
                200,
                List.of(),
                work);
    }

    static Route remove(String path, String summary, Scope scope, Work work) {
        return new Route(
                HandlerType.DELETE,
                path,
                summary,
                scope,
                Optional.empty(),
                new Gives.Nothing(),
                204,
                List.of(),
                work);
    }

    /// The same with more parameters in its query.
    Route with(Query... more) {
        var all = new ArrayList<>(query);
        all.addAll(List.of(more));
        return new Route(
                method,
                path,
                summary,
                scope,
                takes,
                gives,
                status,
                List.copyOf(all),
                bodyBytes,
                rules,
                tried,
                work);
    }

    /// The same with a bound of its own for the body, in bytes, where a document is larger than
    /// what else is sent.
    Route withBodyOf(long most) {
        return new Route(
                method,
                path,
                summary,
                scope,
                takes,
                gives,
                status,
                query,
                OptionalLong.of(most),
                rules,
                tried,
                work);
    }

    /// The same for those who have another right.
    Route needing(Scope other) {
        return new Route(
                method, path, summary, other, takes, gives, status, query, bodyBytes, rules, tried,
                work);
    }

    /// The same, and what `more` refuses is told together with what is wrong in the body's form.
    <T> Route judgedBy(Class<T> body, Rules<T> more) {
        return new Route(
                method,
                path,
                summary,
                scope,
                takes,
                gives,
                status,
                query,
                bodyBytes,
                (by, given) -> more.of(by, body.cast(given)),
                tried,
                work);
    }

    /// The same, and what its room refuses is told together with what is wrong in the body's form:
    /// the work is done with what could be read, in a transaction that is undone. Only for work
    /// that does nothing but write to the database.
    Route triedOut() {
        return new Route(
                method, path, summary, scope, takes, gives, status, query, bodyBytes, rules, true,
                work);
    }

    /// For those who read documents by program: `getIncidentsIncident`.
    String operation() {
        var name = new StringBuilder(method.name().toLowerCase(Locale.ROOT));
        for (String part : path.split("[^A-Za-z]+")) {
            if (!part.isEmpty()) {
                name.append(Character.toUpperCase(part.charAt(0))).append(part.substring(1));
            }
        }
        return name.toString();
    }
}
