package dev.bellwether.console;

import dev.bellwether.guard.Controls;
import dev.bellwether.guard.Controls.Block;
import dev.bellwether.guard.GuardDesk;
import dev.bellwether.guard.GuardOrder;
import dev.bellwether.guard.GuardStatus;
import dev.bellwether.guard.Quarantine;
import dev.bellwether.model.Role;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How much the guard does, and whom it keeps out for a while.
final class GuardSwitchPages {
    static final String HOME = GuardPages.HOME + "/switch";
    private static final Duration USUAL = Duration.ofHours(1);
    private static final Duration USUAL_QUARANTINE = Duration.ofHours(2);

    /// What becomes of what is named.
    enum How {
        BLOCK,
        QUARANTINE
    }

    /// @param blocks that have not ended
    /// @param quarantines likewise
    /// @param suggested what should be in quarantine
    record View(
            Form form,
            Controls controls,
            List<Block> blocks,
            List<Quarantine> quarantines,
            List<Quarantine> suggested,
            boolean heavyOut) {}

    private final GuardDesk desk;

    GuardSwitchPages(GuardDesk desk) {
        this.desk = desk;
    }

    void register(Routes routes) {
        routes.get(HOME, Role.VIEWER, visit -> page(200, visit, blank(visit)));
        routes.post(HOME + "/mode", Role.EDITOR, this::mode);
        routes.post(HOME + "/drain", Role.EDITOR, this::drain);
        routes.post(HOME + "/heavy", Role.RESPONDER, this::heavy);
        routes.post(HOME + "/block", Role.RESPONDER, this::block);
        routes.post(HOME + "/unblock", Role.RESPONDER, this::unblock);
        routes.post(HOME + "/quarantine/end", Role.RESPONDER, this::takeOut);
    }

    /// What is to be blocked may stand in the address: lists lead here.
    private static Form blank(Visit visit) {
        return Form.blank()
                .with("by", visit.optional("by").orElse(Controls.By.FEATURE.name()))
                .with("value", visit.optional("value"))
                .with("feature", visit.optional("feature"))
                .with("how", visit.optional("how").orElse(How.BLOCK.name()));
    }

    /// Where somebody is blocked whose name stands in a list.
    static String link(Controls.By by, String value) {
        return HOME
                + "?by="
                + by.name()
                + "&value="
                + URLEncoder.encode(value, StandardCharsets.UTF_8)
                + "#block";
    }

    /// Where a release is put into quarantine that stands in a list.
    static String isolate(String feature, String release) {
        return HOME
                + "?by="
                + Controls.By.RELEASE.name()
                + "&value="
                + URLEncoder.encode(release, StandardCharsets.UTF_8)
                + "&feature="
                + URLEncoder.encode(feature, StandardCharsets.UTF_8)
                + "&how=QUARANTINE#block";
    }

    private Reply page(int status, Visit visit, Form form) {
        Optional<GuardStatus> guard = desk.status(visit.organization());
        if (guard.isEmpty()) {
            return GuardPages.none();
        }
        Controls controls = guard.get().controls();
        var view =
                new View(
                        form,
                        controls,
                        controls.blocks().stream()
                                .filter(block -> visit.now().isBefore(block.until()))
                                .toList(),
                        controls.quarantines().stream()
                                .filter(one -> one.isOn(visit.now()))
                                .toList(),
                        guard.get().suggested(),
                        guard.get().nodes().stream().anyMatch(node -> !node.heavyOpen()));
        return new Reply.Page(
                status,
                GuardPages.SECTION,
                (out, frame) -> JteguardSwitchGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Reply mode(Visit visit) {
        Form form = visit.form();
        Controls.Mode mode = form.choice("mode", Controls.Mode.class, Controls.Mode.FULL);
        return form.submit(
                () ->
                        order(
                                visit,
                                new GuardOrder.Become(mode),
                                "The guard is now: " + GuardPages.word(mode) + "."),
                () -> page(422, visit, form));
    }

    private Reply drain(Visit visit) {
        boolean on = visit.form().checked("on");
        return order(
                visit,
                new GuardOrder.Drain(on),
                on ? "Nothing new is let in. What runs goes on." : "Queries are let in again.");
    }

    private Reply heavy(Visit visit) {
        return order(visit, new GuardOrder.LetHeavyIn(), "Heavy queries are let in again.");
    }

    private Reply block(Visit visit) {
        Form form = visit.form();
        Controls.By by = form.choice("by", Controls.By.class, Controls.By.FEATURE);
        return switch (form.choice("how", How.class, How.BLOCK)) {
            case BLOCK -> block(visit, form, by);
            case QUARANTINE -> quarantine(visit, form, by);
        };
    }

    private Reply block(Visit visit, Form form, Controls.By by) {
        Duration lasts = form.span("lasts", USUAL);
        String why = form.optional("why").orElse("blocked by " + visit.actor().name());
        return form.submit(
                () ->
                        order(
                                visit,
                                new GuardOrder.Block(
                                        by, form.text("value"), why, visit.now().plus(lasts)),
                                word(by) + " " + form.text("value") + " is kept out."),
                () -> page(422, visit, form));
    }

    private Reply unblock(Visit visit) {
        Form form = visit.form();
        Controls.By by = form.choice("by", Controls.By.class, Controls.By.FEATURE);
        return order(
                visit,
                new GuardOrder.Unblock(by, form.raw("value")),
                word(by) + " " + form.raw("value") + " is let in again.");
    }

    private Reply quarantine(Visit visit, Form form, Controls.By by) {
        Duration lasts = form.span("lasts", USUAL_QUARANTINE);
        String why = form.optional("why").orElse("held apart by " + visit.actor().name());
        return form.submit(
                () ->
                        order(
                                visit,
                                new GuardOrder.Isolate(
                                        by,
                                        form.text("value"),
                                        form.optional("feature"),
                                        why,
                                        visit.now().plus(lasts)),
                                word(by) + " " + form.text("value") + " is in quarantine."),
                () -> page(422, visit, form));
    }

    private Reply takeOut(Visit visit) {
        Form form = visit.form();
        Controls.By by = form.choice("by", Controls.By.class, Controls.By.RELEASE);
        return order(
                visit,
                new GuardOrder.TakeOut(
                        by,
                        form.raw("value"),
                        form.has("feature") ? Optional.of(form.raw("feature")) : Optional.empty()),
                word(by) + " " + form.raw("value") + " is taken out of quarantine.");
    }

    private Reply order(Visit visit, GuardOrder order, String done) {
        desk.order(visit.organization(), order, visit.actor());
        return Reply.done(HOME, done);
    }

    static String word(Controls.By by) {
        return switch (by) {
            case FINGERPRINT -> "Form of query";
            case FEATURE -> "Feature";
            case RELEASE -> "Release";
        };
    }

    static String word(How how) {
        return switch (how) {
            case BLOCK -> "Keep out";
            case QUARANTINE -> "Put into quarantine";
        };
    }

    /// What a mode does.
    static String means(Controls.Mode mode) {
        return switch (mode) {
            case FULL -> "Every query has a cap and waits until the node has room for it.";
            case LIGHT -> "Caps and blocks, and no waiting: together they may be too much.";
            case OBSERVE -> "Everything passes as it came; learns, and tells what it would do.";
            case OFF -> "Everything passes as it came. Nothing protects the nodes.";
        };
    }
}
