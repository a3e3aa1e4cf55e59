package dev.bellwether.console;

import dev.bellwether.guard.Controls;
import dev.bellwether.guard.Controls.Block;
import dev.bellwether.guard.GuardDesk;
import dev.bellwether.guard.GuardOrder;
import dev.bellwether.guard.GuardStatus;
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

    /// @param blocks that have not ended
    record View(Form form, Controls controls, List<Block> blocks, boolean heavyOut) {}

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
    }

    /// What is to be blocked may stand in the address: lists lead here.
    private static Form blank(Visit visit) {
        return Form.blank()
                .with("by", visit.optional("by").orElse(Controls.By.FEATURE.name()))
                .with("value", visit.optional("value"));
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
