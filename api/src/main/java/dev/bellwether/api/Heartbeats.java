package dev.bellwether.api;

import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.NotFound;
import dev.bellwether.watch.Watch;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Where jobs report in. GET, HEAD and POST do the same, so that any program can.
///
/// `/heartbeat/TOKEN` says that the work is done, `/heartbeat/TOKEN/fail` that it failed, and
/// `/heartbeat/TOKEN/CODE` what the exit code says. A body tells why; its first line is kept.
final class Heartbeats {
    private static final int READ = 4_096;
    private static final int KEPT = 200;

    private final Watch watch;

    Heartbeats(Watch watch) {
        this.watch = watch;
    }

    void beat(Context context) {
        take(context, true);
    }

    void ended(Context context) {
        take(context, false);
    }

    private void take(Context context, boolean done) {
        context.header("Cache-Control", "no-store");
        try {
            Optional<String> failure =
                    done ? Optional.empty() : failure(context.pathParam("outcome"), context);
            if (!watch.beat(context.pathParam("token"), failure)) {
                throw new NotFound("heartbeat", "as given");
            }
            context.contentType("text/plain");
            context.result("ok\n");
        } catch (RuntimeException e) {
            Runner.problem(context, e);
        }
    }

    private static Optional<String> failure(String outcome, Context context) {
        String what;
        if (outcome.equals("fail")) {
            what = "the job says that it failed";
        } else if (outcome.matches("[0-9]{1,3}")) {
            if (Integer.parseInt(outcome) == 0) {
                return Optional.empty();
            }
            what = "the job ended with exit code " + Integer.parseInt(outcome);
        } else {
            throw new InvalidInput(
                    "outcome", "'" + outcome + "' is neither 'fail' nor an exit code, 0 to 999");
        }
        String why = firstLine(context);
        String all = why.isEmpty() ? what : what + ": " + why;
        return Optional.of(all.substring(0, Math.min(KEPT, all.length())));
    }

    private static String firstLine(Context context) {
        try {
            byte[] body = context.bodyInputStream().readNBytes(READ);
            return new String(body, StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replaceAll("\\p{Cntrl}", " ").strip())
                    .filter(line -> !line.isEmpty())
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
