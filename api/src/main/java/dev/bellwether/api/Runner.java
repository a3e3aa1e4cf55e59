package dev.bellwether.api;

import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.Slice;
import dev.bellwether.people.Principal;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What every request goes through, in this order: who asks; the right; the query; the body, whole;
/// the work, once; the answer. Whatever fails on the way becomes a problem document.
final class Runner {
    private static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(50)
                                                    .build())
                                    .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private final Gate gate;
    private final Idempotency idempotency;
    private final long bodyBytes;
    private final Tryout tryout;

    Runner(Gate gate, Idempotency idempotency, Tryout tryout, long bodyBytes) {
        this.tryout = tryout;
        this.gate = gate;
        this.idempotency = idempotency;
        this.bodyBytes = bodyBytes;
    }

    void run(Route route, Context context) {
        context.header("X-Content-Type-Options", "nosniff");
        try {
            answer(route, context);
        } catch (RuntimeException e) {
            problem(context, e);
        }
    }

    static void problem(Context context, RuntimeException error) {
        Problems.Answer answer = Problems.of(error);
        answer.retryAfter()
                .ifPresent(
                        time -> context.header("Retry-After", "" + Math.max(1, time.toSeconds())));
        if (answer.document().status() == 401) {
            context.header("WWW-Authenticate", "Bearer");
        }
        context.status(answer.document().status());
        context.contentType("application/problem+json");
        // As bytes: for this type no charset is said, and text would be cut down to Latin letters.
        context.result(
                json(Writer.write(Problems.Document.class, answer.document()))
                        .getBytes(StandardCharsets.UTF_8));
    }

    static String json(@Nullable Object value) {
        return JSON.writeValueAsString(value);
    }

    static String pretty(Object value) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
    }

    private void answer(Route route, Context context) {
        Principal principal = gate.admit(context);
        principal.require(route.scope());
        Map<String, String> query = query(route, context);
        byte[] bytes = body(route, context);
        Object body =
                route.takes()
                        .map(type -> read(route, type, bytes, principal, context, query))
                        .orElse(null);
        var call = new Call(principal, context.pathParamMap(), query, body);
        if (route.gives() instanceof Gives.Files) {
            send(context, (Gives.Document) route.work().on(call));
            return;
        }
        Optional<String> key =
                route.method().equals(HandlerType.POST)
                        ? Optional.ofNullable(context.header("Idempotency-Key"))
                        : Optional.empty();
        Idempotency.Stored answer =
                idempotency.once(
                        key,
                        principal,
                        context.method().name() + " " + context.path(),
                        bytes,
                        route.gives() instanceof Gives.Secret,
                        () ->
                                new Idempotency.Stored(
                                        route.status(), text(route, route.work().on(call)), false));
        context.status(answer.status());
        context.header("Cache-Control", "no-store");
        if (answer.replayed()) {
            context.header("Idempotent-Replayed", "true");
        }
        if (!answer.body().isEmpty()) {
            context.contentType("application/json");
            context.result(answer.body());
        }
    }

    private static void send(Context context, Gives.Document file) {
        context.header("Cache-Control", "no-store");
        context.header("Content-Disposition", "attachment; filename=\"" + file.name() + "\"");
        context.contentType(file.type());
        context.result(file.content());
    }

    private Object read(
            Route route,
            Class<?> type,
            byte[] bytes,
            Principal principal,
            Context context,
            Map<String, String> query) {
        if (route.takesFile()) {
            return new Upload(bytes);
        }
        return Binder.<Object>read(tree(bytes), type)
                .orRefuse(given ->
                        refusals(
                                route,
                                new Call(principal, context.pathParamMap(), query, given),
                                given));
    }

    private static JsonNode tree(byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (JacksonException e) {
            throw Refused.notJson(bytes, e);
        }
    }

    /// What a body is refused for besides its form.
    private List<InvalidInput.Problem> refusals(Route route, Call call, Object given) {
        return route.tried()
                ? tryout.problems(() -> route.work().on(call))
                : route.rules().of(call.principal(), given);
    }

    private static String text(Route route, Object result) {
        return switch (route.gives()) {
            case Gives.Nothing _, Gives.Files _ -> "";
            case Gives.One(var type) -> json(Writer.write(type, result));
            case Gives.Secret(var type) -> json(Writer.write(type, result));
            case Gives.Many many -> {
                Slice<?> slice = Cursors.wrap((Slice<?>) result);
                var object = new HashMap<String, @Nullable Object>();
                object.put(
                        "items",
                        slice.items().stream().map(i -> Writer.write(many.type(), i)).toList());
                object.put("next", slice.next().orElse(null));
                yield json(object);
            }
        };
    }

    private static Map<String, String> query(Route route, Context context) {
        List<String> known = route.query().stream().map(Query::name).toList();
        var wrong = new ArrayList<InvalidInput.Problem>();
        var values = new HashMap<String, String>();
        context.queryParamMap()
                .forEach((name, given) -> {
                    if (!known.contains(name)) {
                        wrong.add(
                                new InvalidInput.Problem(
                                        name,
                                        "there is no such parameter; there are "
                                                + (known.isEmpty()
                                                        ? "none"
                                                        : String.join(", ", known))));
                    } else if (given.size() > 1) {
                        wrong.add(new InvalidInput.Problem(name, "is given more than once"));
                    } else {
                        values.put(name, given.getFirst());
                    }
                });
        if (!wrong.isEmpty()) {
            throw new InvalidInput(wrong);
        }
        return values;
    }

    private byte[] body(Route route, Context context) {
        long most = route.bodyBytes().orElse(bodyBytes);
        if (context.req().getContentLengthLong() > most) {
            Unread.discard(context);
            throw Refused.tooLarge(most);
        }
        if (route.takes().isEmpty()) {
            return new byte[0];
        }
        String type = Optional.ofNullable(context.contentType()).orElse("");
        String essence = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        List<String> taken = route.takesFile() ? Upload.TYPES : List.of("application/json");
        if (!taken.contains(essence)) {
            throw Refused.wrongType(type, taken);
        }
        try {
            byte[] bytes = context.req().getInputStream().readNBytes((int) most + 1);
            if (bytes.length > most) {
                throw Refused.tooLarge(most);
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
