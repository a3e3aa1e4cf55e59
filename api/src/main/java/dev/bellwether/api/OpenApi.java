package dev.bellwether.api;

import static dev.bellwether.api.Schemas.object;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The OpenAPI 3.1 document, made from the routes.
final class OpenApi {
    private static final Pattern PARAMETER = Pattern.compile("\\{([A-Za-z]+)}");
    private static final String INTRODUCTION =
            """
            Send a token as `Authorization: Bearer bw_…`; tokens are made in the console. Everything is of \
            the token's organization.

            Times are RFC 3339 in UTC, durations ISO 8601 (`PT30S`), latencies microseconds. Lists answer \
            `items` and `next`; give `next` as `after` for what follows. A POST with an `Idempotency-Key` \
            is done once, and answered the same for 24 hours. Every error is a problem document (RFC 9457); \
            a wrong body names every field that is wrong.\
            """;

    private OpenApi() {}

    static Map<String, Object> document(List<Route> routes, String version) {
        var schemas = new Schemas();
        schemas.given(Problems.Document.class);
        var paths = new TreeMap<String, Map<String, Object>>();
        for (Route route : routes) {
            paths.computeIfAbsent("/api/v1" + route.path(), _ -> new LinkedHashMap<>())
                    .put(route.method().name().toLowerCase(Locale.ROOT), operation(route, schemas));
        }
        return object(
                "openapi",
                "3.1.0",
                "info",
                object("title", "Bellwether", "version", version, "description", INTRODUCTION),
                "security",
                List.of(object("token", List.of())),
                "paths",
                paths,
                "components",
                object(
                        "securitySchemes",
                        object("token", object("type", "http", "scheme", "bearer")),
                        "schemas",
                        schemas.named()));
    }

    private static Map<String, Object> operation(Route route, Schemas schemas) {
        var operation =
                object(
                        "operationId",
                        route.operation(),
                        "tags",
                        List.of(route.path().split("/")[1]),
                        "summary",
                        route.summary(),
                        "description",
                        "Needs the right " + route.scope() + ".");
        List<Object> parameters = parameters(route);
        if (!parameters.isEmpty()) {
            operation.put("parameters", parameters);
        }
        route.takes()
                .ifPresent(type ->
                        operation.put(
                                "requestBody",
                                object(
                                        "required",
                                        true,
                                        "content",
                                        route.takesFile()
                                                ? files()
                                                : json("application/json", schemas.taken(type)))));
        operation.put("responses", responses(route, schemas));
        return operation;
    }

    private static List<Object> parameters(Route route) {
        var parameters = new ArrayList<Object>();
        var names = PARAMETER.matcher(route.path());
        while (names.find()) {
            parameters.add(
                    object(
                            "name",
                            names.group(1),
                            "in",
                            "path",
                            "required",
                            true,
                            "schema",
                            object("type", "string")));
        }
        for (Query query : route.query()) {
            parameters.add(
                    object(
                            "name",
                            query.name(),
                            "in",
                            "query",
                            "description",
                            query.says(),
                            "schema",
                            new TreeMap<>(query.schema())));
        }
        if (route.method().name().equals("POST")) {
            parameters.add(
                    object(
                            "name",
                            "Idempotency-Key",
                            "in",
                            "header",
                            "description",
                            "1 to 200 visible characters that name this request",
                            "schema",
                            object("type", "string", "maxLength", 200)));
        }
        return parameters;
    }

    private static Map<String, Object> responses(Route route, Schemas schemas) {
        var responses = new LinkedHashMap<String, Object>();
        responses.put("" + route.status(), success(route.gives(), schemas));
        responses.put("400", problem("A parameter or field is wrong; each is named"));
        responses.put("401", problem("No token, or none that is good"));
        responses.put("403", problem("The token has not the right"));
        if (route.path().contains("{")) {
            responses.put("404", problem("This organization has no such thing"));
        }
        if (!route.method().name().equals("GET")) {
            responses.put("409", problem("What stands does not allow it"));
        }
        if (route.takes().isPresent()) {
            responses.put("413", problem("The body is too large"));
            responses.put(
                    "415",
                    problem(
                            route.takesFile()
                                    ? "The body is of a type that is not taken"
                                    : "The body is not JSON"));
        }
        responses.put("429", problem("Too fast; `Retry-After` says when to go on"));
        responses.put("503", problem("The database does not answer"));
        return responses;
    }

    private static Map<String, Object> success(Gives gives, Schemas schemas) {
        return switch (gives) {
            case Gives.Nothing _ -> object("description", "Done");
            case Gives.Files(var types) -> {
                Map<String, Object> content = object();
                types.forEach(type ->
                        content.put(
                                type,
                                object("schema", object("type", "string", "format", "binary"))));
                yield object("description", "A file", "content", content);
            }
            case Gives.One(var type) -> one(type, schemas);
            case Gives.Secret(var type) -> one(type, schemas);
            case Gives.Many many ->
                    object(
                            "description",
                            "A part of the list",
                            "content",
                            json(
                                    "application/json",
                                    object(
                                            "type",
                                            "object",
                                            "properties",
                                            object(
                                                    "items",
                                                    object(
                                                            "type",
                                                            "array",
                                                            "items",
                                                            schemas.given(many.type())),
                                                    "next",
                                                    object("type", List.of("string", "null"))),
                                            "required",
                                            List.of("items", "next"),
                                            "additionalProperties",
                                            false)));
        };
    }

    private static Map<String, Object> one(Class<?> type, Schemas schemas) {
        return object(
                "description", "Done", "content", json("application/json", schemas.given(type)));
    }

    private static Map<String, Object> problem(String says) {
        return object(
                "description",
                says,
                "content",
                json(
                        "application/problem+json",
                        object("$ref", "#/components/schemas/ProblemsDocument")));
    }

    private static Map<String, Object> files() {
        var types = new LinkedHashMap<String, Object>();
        Upload.TYPES.forEach(type ->
                types.put(type, object("schema", object("type", "string", "format", "binary"))));
        return types;
    }

    private static Map<String, Object> json(String type, Object schema) {
        return object(type, object("schema", schema));
    }
}
