package dev.bellwether.console;

import dev.bellwether.model.Check;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Role;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceId;
import dev.bellwether.watch.BulkChange;
import dev.bellwether.watch.BulkEdit;
import dev.bellwether.watch.BulkPlan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// One change to many checks: chosen in the list, said in a form, looked at as a plan, then done in
/// one transaction. What was looked at is what is done: when the checks have changed meanwhile, the
/// plan is shown again.
final class BulkPages {
    private static final String HOME = CheckListPages.HOME + "/bulk";
    private static final int SHOWN = 100;
    private static final int SERVICES = 500;

    /// Which checks: ids, or all that fit a query.
    record Chosen(boolean all, CheckQuery query, List<CheckId> ids) {
        int size() {
            return ids.size();
        }
    }

    record FormView(Form form, Chosen chosen, List<Option> services) {
        List<Option> running() {
            return List.of(
                    new Option("", "As it is"),
                    new Option("pause", "Paused"),
                    new Option("resume", "Running"));
        }
    }

    record PlanRow(Check check, String change) {}

    record PlanView(
            Form form,
            Chosen chosen,
            boolean removes,
            List<PlanRow> rows,
            int steps,
            int same,
            List<BulkPlan.Refused> refused,
            String seal,
            boolean again) {}

    private final Rooms rooms;

    BulkPages(Rooms rooms) {
        this.rooms = rooms;
    }

    void register(Routes routes) {
        routes.get(HOME, Role.EDITOR, _ -> Reply.go(CheckListPages.HOME));
        routes.post(HOME, Role.EDITOR, visit -> form(200, visit, visit.form()));
        routes.post(HOME + "/plan", Role.EDITOR, this::plan);
        routes.post(HOME + "/apply", Role.EDITOR, this::apply);
    }

    private Reply form(int status, Visit visit, Form form) {
        Chosen chosen = chosen(visit, form);
        if (chosen.ids().isEmpty()) {
            return Reply.sorry(
                    chosen.query().at(0), "No check was chosen. Tick some in the list first.");
        }
        List<Service> services = rooms.services().list(visit.organization());
        var options = new ArrayList<Option>();
        if (services.size() <= SERVICES) {
            options.add(new Option("", "As it is"));
            services.forEach(s -> options.add(new Option(s.id().value(), s.name())));
        }
        var view = new FormView(form, chosen, options);
        return new Reply.Page(
                status,
                "checks",
                (out, frame) -> JtebulkGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Reply plan(Visit visit) {
        Form form = visit.form();
        BulkChange change = BulkForm.read(form, rooms.services().list(visit.organization()));
        return form.submit(() -> planned(visit, form, change, false), () -> form(422, visit, form));
    }

    private Reply planned(Visit visit, Form form, BulkChange change, boolean again) {
        Chosen chosen = chosen(visit, form);
        BulkPlan plan = rooms.checks().bulk().plan(visit.organization(), chosen.ids(), change);
        Map<ServiceId, String> names = names(visit.organization(), plan);
        List<PlanRow> rows =
                plan.steps().stream()
                        .limit(SHOWN)
                        .map(s -> new PlanRow(s.before(), words(s, change, names)))
                        .toList();
        var view =
                new PlanView(
                        form,
                        chosen,
                        change.remove(),
                        rows,
                        plan.steps().size(),
                        plan.same().size(),
                        plan.refused(),
                        seal(plan),
                        again);
        return Reply.page(
                "checks",
                (out, frame) -> JtebulkPlanGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Reply apply(Visit visit) {
        Form form = visit.form();
        BulkChange change = BulkForm.read(form, rooms.services().list(visit.organization()));
        return form.submit(() -> applied(visit, form, change), () -> form(422, visit, form));
    }

    private Reply applied(Visit visit, Form form, BulkChange change) {
        Chosen chosen = chosen(visit, form);
        BulkEdit bulk = rooms.checks().bulk();
        BulkPlan now = bulk.plan(visit.organization(), chosen.ids(), change);
        if (!seal(now).equals(form.text("seal"))) {
            return planned(visit, form, change, true);
        }
        BulkEdit.Done done = bulk.apply(visit.organization(), chosen.ids(), change, visit.actor());
        int steps = done.plan().steps().size();
        int refused = done.plan().refused().size();
        String text =
                (change.remove() ? "Deleted " : "Changed ")
                        + Words.count(steps, "check", "checks")
                        + "."
                        + (refused == 0 ? "" : " " + refused + " stay as they are.");
        String to = change.remove() ? CheckListPages.HOME : chosen.query().at(0);
        return done.undo()
                .map(undo -> Reply.deleted(to, text, undo))
                .orElseGet(() -> Reply.sorry(to, "Nothing was to be changed."));
    }

    private Chosen chosen(Visit visit, Form form) {
        CheckQuery query = CheckQuery.of(form::text);
        if (form.text("scope").equals("all")) {
            List<CheckId> ids =
                    rooms.checks()
                            .lists()
                            .ids(visit.organization(), query.filter(), BulkEdit.MOST + 1);
            return new Chosen(true, query, ids);
        }
        var ids = new ArrayList<CheckId>();
        for (String id : form.all("check").stream().limit(BulkEdit.MOST).distinct().toList()) {
            try {
                ids.add(new CheckId(id));
            } catch (IllegalArgumentException e) {
                throw new InvalidInput("check", "'" + id + "' is no id of a check");
            }
        }
        return new Chosen(false, query, ids);
    }

    private Map<ServiceId, String> names(OrganizationId organization, BulkPlan plan) {
        var wanted = new HashSet<ServiceId>();
        plan.steps().stream()
                .limit(SHOWN)
                .forEach(s -> {
                    wanted.add(s.before().service());
                    wanted.add(s.after().service());
                });
        return new HashMap<>(rooms.services().names(organization, wanted));
    }

    private static String words(
            BulkPlan.Step step, BulkChange change, Map<ServiceId, String> names) {
        if (change.remove()) {
            return "deleted";
        }
        Check a = step.before();
        Check b = step.after();
        var parts = new ArrayList<String>();
        if (a.paused() != b.paused()) {
            parts.add(b.paused() ? "is paused" : "runs again");
        }
        differ(parts, "every", Spans.write(a.interval()), Spans.write(b.interval()));
        differ(parts, "timeout", Spans.write(a.timeout()), Spans.write(b.timeout()));
        differ(parts, "places", places(a), places(b));
        differ(parts, "labels", labels(a), labels(b));
        differ(
                parts,
                "service",
                names.getOrDefault(a.service(), a.service().value()),
                names.getOrDefault(b.service(), b.service().value()));
        return String.join("; ", parts);
    }

    private static void differ(List<String> parts, String what, String before, String after) {
        if (!before.equals(after)) {
            parts.add(what + " " + before + " → " + after);
        }
    }

    private static String places(Check check) {
        return check.places().isEmpty() ? "all" : String.join(", ", check.places());
    }

    private static String labels(Check check) {
        return check.labels().isEmpty() ? "none" : "#" + String.join(" #", check.labels());
    }

    /// Changes when the plan does.
    private static String seal(BulkPlan plan) {
        var text = new StringBuilder();
        plan.steps()
                .forEach(s ->
                        text.append(s.before().id())
                                .append(s.before().paused())
                                .append(s.before().interval())
                                .append(s.before().timeout())
                                .append(s.before().service())
                                .append(s.before().places())
                                .append(s.before().labels()));
        plan.refused().forEach(r -> text.append('!').append(r.check().id()));
        return Assets.sha256(text.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    }
}
