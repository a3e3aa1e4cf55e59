package dev.bellwether.console;

import dev.bellwether.model.Role;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The set-up as a file: taken down, pasted or chosen, looked at as a plan, applied with one
/// button.
final class SetupPages {
    static final String HOME = "/console/settings/setup";
    private static final String FILE = HOME + "/setup.yaml";

    /// A million characters are several thousand checks; more is for the command line.
    private static final int LONGEST = 1 << 20;

    private static final int SHOWN = 300;

    /// @param plan empty before a file was looked at
    /// @param again the set-up has changed since the plan was shown
    record View(
            Form form,
            Optional<SetupDesk.Outcome.Planned> plan,
            List<SetupDesk.Problem> problems,
            String seal,
            boolean again) {
        List<SetupDesk.Step> steps() {
            return plan.map(SetupDesk.Outcome.Planned::steps).orElse(List.of());
        }

        List<SetupDesk.Step> shown() {
            return steps().stream().limit(SHOWN).toList();
        }

        long count(SetupDesk.Kind kind) {
            return steps().stream().filter(step -> step.kind() == kind).count();
        }

        boolean deletes() {
            return count(SetupDesk.Kind.DELETE) > 0;
        }

        String title() {
            return steps().isEmpty()
                    ? "Nothing to do"
                    : count(SetupDesk.Kind.CREATE)
                            + " to create, "
                            + count(SetupDesk.Kind.CHANGE)
                            + " to change, "
                            + count(SetupDesk.Kind.DELETE)
                            + " to delete";
        }
    }

    private final SetupDesk desk;

    SetupPages(SetupDesk desk) {
        this.desk = desk;
    }

    void register(Routes routes) {
        routes.get(HOME, Role.OWNER, _ -> page(200, Form.blank(), List.of()));
        routes.get(FILE, Role.OWNER, this::download);
        routes.post(HOME, Role.OWNER, this::plan);
        routes.post(HOME + "/apply", Role.OWNER, this::apply);
    }

    /// For people, as the section's things are called.
    static String thing(SetupDesk.Step step) {
        return switch (step.section()) {
            case "providers" -> "Provider";
            case "schedules" -> "Schedule";
            case "policies" -> "Policy";
            case "services" -> "Service";
            case "checks" -> "Check";
            case "integrations" -> "Integration";
            case "routing" -> "Routing";
            case "templates" -> "Template";
            case "pages" -> "Status page";
            default -> step.section().toLowerCase(Locale.ROOT);
        };
    }

    private Reply download(Visit visit) {
        visit.context().header("Content-Disposition", "attachment; filename=\"setup.yaml\"");
        visit.context().header("Cache-Control", "no-store");
        return new Reply.Raw(
                200,
                "application/yaml; charset=utf-8",
                desk.yaml(visit.organization()).getBytes(StandardCharsets.UTF_8));
    }

    private Reply plan(Visit visit) {
        Form form = visit.form();
        Optional<String> chosen =
                visit.file("file", LONGEST).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
        String text = chosen.orElseGet(() -> form.raw("text"));
        form.with("text", text);
        if (text.isBlank()) {
            form.wrong("text", "Nothing was pasted and no file chosen");
            return page(422, form, List.of());
        }
        if (text.length() > LONGEST) {
            form.wrong("text", "is longer than a million characters; use `bellwether apply`");
            return page(422, form.with("text", ""), List.of());
        }
        return planned(visit, form, false);
    }

    private Reply planned(Visit visit, Form form, boolean again) {
        return switch (desk.plan(
                visit.organization(), form.raw("text"), form.checked("prune"), visit.actor())) {
            case SetupDesk.Outcome.Wrong(var problems) -> page(422, form, problems);
            case SetupDesk.Outcome.Planned planned -> page(form, planned, again);
        };
    }

    private Reply apply(Visit visit) {
        Form form = visit.form();
        String text = form.raw("text");
        boolean prune = form.checked("prune");
        boolean isAsSeen =
                desk.plan(visit.organization(), text, prune, visit.actor())
                                instanceof SetupDesk.Outcome.Planned now
                        && seal(now).equals(form.text("seal"));
        if (!isAsSeen) {
            return planned(visit, form, true);
        }
        return switch (desk.apply(visit.organization(), text, prune, visit.actor())) {
            case SetupDesk.Outcome.Wrong(var problems) -> page(422, form, problems);
            case SetupDesk.Outcome.Planned done ->
                    Reply.done(
                            HOME,
                            "The set-up was applied: "
                                    + Words.count(done.steps().size(), "thing", "things")
                                    + " changed.");
        };
    }

    private static Reply page(int status, Form form, List<SetupDesk.Problem> problems) {
        return page(status, new View(form, Optional.empty(), problems, "", false));
    }

    private static Reply page(Form form, SetupDesk.Outcome.Planned plan, boolean again) {
        return page(200, new View(form, Optional.of(plan), List.of(), seal(plan), again));
    }

    private static Reply page(int status, View view) {
        return new Reply.Page(
                status,
                "settings",
                (out, frame) -> JtesetupGenerated.render(out, Html.PLAIN, frame, view));
    }

    /// Changes when the plan does.
    private static String seal(SetupDesk.Outcome.Planned plan) {
        return Assets.sha256(plan.steps().toString().getBytes(StandardCharsets.UTF_8))
                .substring(0, 32);
    }
}
