package dev.bellwether.server;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.util.List;

/// The paths that are nobody's. The start page, while there is no status page, leads to the
/// console.
final class Elsewhere {
    private static final List<HandlerType> METHODS =
            List.of(
                    HandlerType.GET,
                    HandlerType.HEAD,
                    HandlerType.POST,
                    HandlerType.PUT,
                    HandlerType.PATCH,
                    HandlerType.DELETE);

    private Elsewhere() {}

    /// To be called after the rooms have added their routes: the first route that fits is taken.
    static void register(JavalinConfig javalin) {
        for (HandlerType method : List.of(HandlerType.GET, HandlerType.HEAD)) {
            javalin.routes.addHttpHandler(
                    method, "/", context -> context.redirect("/console", HttpStatus.FOUND));
        }
        for (HandlerType method : METHODS) {
            javalin.routes.addHttpHandler(method, "/*", Elsewhere::notFound);
        }
    }

    private static void notFound(Context context) {
        PlainAnswer answer = PlainAnswer.notFound();
        boolean forPeople = PlainAnswer.isForPeople(context.path(), context.header("Accept"));
        context.header("Cache-Control", "no-store");
        context.header("Content-Security-Policy", PlainAnswer.POLICY);
        context.header("X-Content-Type-Options", "nosniff");
        context.status(answer.status())
                .contentType(PlainAnswer.type(forPeople))
                .result(answer.body(forPeople));
    }
}
