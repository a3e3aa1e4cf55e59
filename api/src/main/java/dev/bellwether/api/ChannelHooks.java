package dev.bellwether.api;

import dev.bellwether.model.Actor;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.Person;
import dev.bellwether.notify.HookAnswer;
import dev.bellwether.notify.HookRequest;
import dev.bellwether.notify.Notify;
import dev.bellwether.oncall.Alerts;
import dev.bellwether.people.People;
import io.javalin.http.Context;
import java.util.HashMap;
import java.util.Locale;
import java.util.Optional;

/// Where the providers of channels tell what became of a message, and what a reader answered. Each
/// proves itself by its own signature; see `notify`.
final class ChannelHooks {
    private static final int MOST_BYTES = 64 * 1024;

    private final Notify messages;
    private final Alerts alerts;
    private final People people;

    ChannelHooks(Notify messages, Alerts alerts, People people) {
        this.messages = messages;
        this.alerts = alerts;
        this.people = people;
    }

    void brought(Context context) {
        context.header("Cache-Control", "no-store");
        try {
            byte[] body = context.bodyAsBytes();
            if (body.length > MOST_BYTES) {
                throw new dev.bellwether.model.InvalidInput(
                        "body", "'" + body.length + "' bytes; allowed: at most " + MOST_BYTES);
            }
            HookAnswer answer =
                    messages.hook(request(context, body))
                            .orElseThrow(() -> new NotFound("hook", "as given"));
            answer.taken().forEach(this::takeOn);
            context.status(answer.status());
            context.contentType(answer.type());
            context.result(answer.body());
        } catch (RuntimeException e) {
            Runner.problem(context, e);
        }
    }

    private static HookRequest request(Context context, byte[] body) {
        var headers = new HashMap<String, String>();
        context.headerMap()
                .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        return new HookRequest(
                context.pathParam("hook"),
                Optional.ofNullable(context.queryString()).orElse(""),
                headers,
                body);
    }

    /// Somebody who left takes nothing on. A button in a place that many read is its reader's, by
    /// the name that the provider gives them.
    private void takeOn(HookAnswer.TakenOn taken) {
        if (taken.person().isEmpty()) {
            String who = taken.who().isEmpty() ? "somebody" : taken.who();
            acknowledge(taken, Actor.automation("notify", who + " (" + taken.how() + ")"));
            return;
        }
        Optional<Person> person =
                taken.person()
                        .flatMap(id -> people.person(taken.organization(), id))
                        .filter(Person::active);
        if (person.isEmpty()
                || messages.drills()
                        .acknowledge(taken.organization(), taken.alert(), person.get().id())
                        .isPresent()) {
            return;
        }
        acknowledge(taken, Actor.person(person.get()));
    }

    private void acknowledge(HookAnswer.TakenOn taken, Actor actor) {
        if (alerts.find(taken.organization(), taken.alert()).isPresent()) {
            alerts.acknowledge(taken.organization(), taken.alert(), actor);
        }
    }
}
