package dev.bellwether.api;

import dev.bellwether.watch.PlaceDesk;
import dev.bellwether.watch.PlaceRefused;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.Optional;

/// Where places sign in, fetch work and bring answers: JSON of their own protocol, which
/// `watch.PlaceWire` tells. A request for work is held open for some seconds, on a virtual thread.
final class PlaceDoor {
    private static final String BEARER = "Bearer ";

    /// A place that signs in more often than this a minute has lost its way.
    private static final int HELLOS = 60;

    private final PlaceDesk desk;
    private final Buckets byAddress;

    /// What is done with a body.
    private interface Work {
        String answer(String body) throws InterruptedException;
    }

    PlaceDoor(PlaceDesk desk, InstantSource clock) {
        this.desk = desk;
        this.byAddress = new Buckets(clock, HELLOS);
    }

    void register(JavalinConfig javalin) {
        javalin.routes.post("/probe/v1/hello", this::hello);
        javalin.routes.post("/probe/v1/work", context -> run(context, desk::work));
        javalin.routes.post("/probe/v1/answers", context -> run(context, desk::answers));
    }

    private void hello(Context context) {
        String header = Optional.ofNullable(context.header("Authorization")).orElse("");
        String token = header.startsWith(BEARER) ? header.substring(BEARER.length()).strip() : "";
        run(
                context,
                body -> {
                    byAddress.take(context.ip());
                    return desk.hello(token, body);
                });
    }

    private static void run(Context context, Work work) {
        context.header("Cache-Control", "no-store");
        context.header("X-Content-Type-Options", "nosniff");
        try {
            context.result(work.answer(context.body()));
            context.contentType("application/json");
        } catch (PlaceRefused e) {
            context.status(e.reason().status());
            context.contentType("text/plain; charset=utf-8");
            context.result(e.getMessage() + "\n");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            context.status(503);
        } catch (RuntimeException e) {
            Runner.problem(context, e);
        }
    }
}
