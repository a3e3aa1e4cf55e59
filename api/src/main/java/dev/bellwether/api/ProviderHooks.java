package dev.bellwether.api;

import dev.bellwether.model.NotFound;
import dev.bellwether.watch.Providers;
import io.javalin.http.Context;

/// Where providers tell that their page changed.
final class ProviderHooks {
    private final Providers providers;

    ProviderHooks(Providers providers) {
        this.providers = providers;
    }

    void pushed(Context context) {
        context.header("Cache-Control", "no-store");
        try {
            if (!providers.pushed(context.pathParam("token"), context.bodyAsBytes())) {
                throw new NotFound("hook", "as given");
            }
            context.status(202);
            context.contentType("text/plain");
            context.result("ok\n");
        } catch (RuntimeException e) {
            Runner.problem(context, e);
        }
    }
}
