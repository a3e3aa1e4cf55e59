package dev.bellwether.api;

import dev.bellwether.model.NotFound;
import dev.bellwether.watch.Watch;
import io.javalin.http.Context;

/// Where jobs report in. GET, HEAD and POST do the same, so that any program can.
final class Heartbeats {
    private final Watch watch;

    Heartbeats(Watch watch) {
        this.watch = watch;
    }

    void beat(Context context) {
        context.header("Cache-Control", "no-store");
        try {
            if (watch.beat(context.pathParam("token"))) {
                context.contentType("text/plain");
                context.result("ok\n");
            } else {
                throw new NotFound("heartbeat", "as given");
            }
        } catch (RuntimeException e) {
            Runner.problem(context, e);
        }
    }
}
