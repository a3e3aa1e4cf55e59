package dev.bellwether.console;

import dev.bellwether.model.Conflict;
import dev.bellwether.model.Role;
import dev.bellwether.watch.Silence;
import dev.bellwether.watch.Silence.Matcher;
import dev.bellwether.watch.Silences;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Silences: what tells nobody for a time, made here or with `amtool`, and ended by a button.
final class SilencePages {
    static final String HOME = "/console/silences";
    private static final Duration USUAL = Duration.ofHours(2);
    private static final Pattern MATCHER =
            Pattern.compile("([^=!~\\s]+)\\s*(=~|!~|!=|=)\\s*(?:\"(.*)\"|(.*))");

    record Row(Silence silence, String state, String tone, boolean mayEnd) {
        static Row of(Silence silence, Instant now) {
            if (silence.isActive(now)) {
                return new Row(silence, "Active", "plan", true);
            }
            return silence.startsAt().isAfter(now)
                    ? new Row(silence, "Ahead", "dim", true)
                    : new Row(silence, "Over", "dim", false);
        }

        /// As `amtool` writes them.
        String matchers() {
            return silence.matchers().stream()
                    .map(matcher ->
                            matcher.name() + operator(matcher) + "\"" + matcher.value() + "\"")
                    .collect(Collectors.joining(", "));
        }

        private static String operator(Matcher matcher) {
            return (matcher.isEqual() ? "=" : "!")
                    + (matcher.isRegex() ? "~" : matcher.isEqual() ? "" : "=");
        }
    }

    record View(Form form, List<Row> rows) {}

    private final Silences silences;

    SilencePages(Rooms rooms) {
        this.silences = rooms.watch().inbound().silences();
    }

    void register(Routes routes) {
        routes.get(HOME, Role.VIEWER, visit -> page(200, visit, Form.blank()));
        routes.post(HOME, Role.RESPONDER, this::make);
        routes.post(HOME + "/{id}/end", Role.RESPONDER, this::end);
    }

    private Reply page(int status, Visit visit, Form form) {
        var view =
                new View(
                        form,
                        silences.list(visit.organization()).stream()
                                .map(silence -> Row.of(silence, visit.now()))
                                .toList());
        return new Reply.Page(
                status,
                "routing",
                (out, frame) -> JtesilencesGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Reply make(Visit visit) {
        Form form = visit.form();
        List<Matcher> matchers = matchers(form);
        Duration lasts = form.span("endsAt", USUAL);
        return form.submit(
                () -> {
                    silences.save(
                            visit.organization(),
                            Optional.empty(),
                            Optional.empty(),
                            matchers,
                            visit.now(),
                            visit.now().plus(lasts),
                            visit.session().person().name(),
                            form.text("comment"),
                            visit.actor());
                    return Reply.done(HOME, "Alerts with these tags tell nobody from now on.");
                },
                () -> page(422, visit, form));
    }

    private static List<Matcher> matchers(Form form) {
        var matchers = new ArrayList<Matcher>();
        for (String line : form.lines("matchers")) {
            var read = MATCHER.matcher(line);
            if (!read.matches()) {
                form.wrong(
                        "matchers",
                        "'" + line + "' is no condition; write for example alertname=DiskFull");
                continue;
            }
            String operator = read.group(2);
            String value = read.group(3) == null ? read.group(4) : read.group(3);
            matchers.add(
                    new Matcher(
                            read.group(1),
                            value.strip(),
                            operator.endsWith("~"),
                            operator.startsWith("=")));
        }
        return matchers;
    }

    private Reply end(Visit visit) {
        try {
            silences.end(visit.organization(), visit.context().pathParam("id"), visit.actor());
            return Reply.done(HOME, "The silence is over.");
        } catch (Conflict e) {
            return Reply.sorry(HOME, Errors.words(e));
        }
    }
}
