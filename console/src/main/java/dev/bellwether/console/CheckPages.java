package dev.bellwether.console;

import dev.bellwether.analytics.CheckSummary;
import dev.bellwether.analytics.HistoryUnavailable;
import dev.bellwether.model.Check;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ProbeResult;
import dev.bellwether.model.Role;
import dev.bellwether.model.Service;
import dev.bellwether.model.Slice;
import dev.bellwether.model.VerdictChanged;
import dev.bellwether.watch.CheckVerdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One check with its latency, uptime and verdicts.
final class CheckPages {
    static final String HOME = CheckListPages.HOME;
    private static final int LATEST = 12;
    private static final int VERDICTS = 12;
    private static final int DAYS = 90;

    /// What DuckDB knows; empty parts while it cannot be asked.
    record Past(
            LatencyChart chart,
            Optional<CheckSummary> summary,
            Optional<DayBars> bars,
            List<ProbeResult> latest,
            Optional<String> trouble) {}

    record View(
            Check check,
            Service service,
            Optional<CheckVerdict> verdict,
            Range range,
            Past past,
            Slice<VerdictChanged> verdicts,
            Optional<String> beat) {
        String path() {
            return HOME + "/" + check.id();
        }

        CheckKind kind() {
            return CheckKind.of(check.spec());
        }

        boolean measures() {
            return switch (check.spec()) {
                case CheckSpec.Heartbeat _, CheckSpec.ProviderPage _ -> false;
                default -> true;
            };
        }

        Optional<ProbeResult> newest() {
            return past.latest().stream().findFirst();
        }

        Optional<String> older() {
            return verdicts.next().map(n -> Links.to(path() + "/verdicts", "before", n));
        }
    }

    private final Rooms rooms;
    private final ConsoleSettings settings;

    CheckPages(Rooms rooms, ConsoleSettings settings) {
        this.rooms = rooms;
        this.settings = settings;
    }

    void register(Routes routes) {
        routes.get(HOME + "/{id}", Role.VIEWER, this::show);
        routes.post(HOME + "/{id}/run", Role.RESPONDER, this::run);
        routes.post(HOME + "/{id}/pause", Role.EDITOR, this::pause);
        routes.post(HOME + "/{id}/remove", Role.EDITOR, this::remove);
    }

    private Reply show(Visit visit) {
        Check check = find(visit);
        OrganizationId organization = visit.organization();
        Range range = Range.named(visit.query("range"));
        boolean edits = visit.principal().role().atLeast(Role.EDITOR);
        Optional<String> beat =
                check.spec() instanceof CheckSpec.Heartbeat heartbeat && edits
                        ? Optional.of(settings.address("/heartbeat/" + heartbeat.token()))
                        : Optional.empty();
        var view =
                new View(
                        check,
                        rooms.services().get(organization, check.service()),
                        rooms.verdicts().current(organization, check.id()),
                        range,
                        past(check, range, visit.now()),
                        rooms.verdicts().list(organization, check.id(), Optional.empty(), VERDICTS),
                        beat);
        return Reply.page(
                "checks", (out, frame) -> JtecheckGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Past past(Check check, Range range, Instant now) {
        Instant from = now.minus(range.span());
        OrganizationId organization = check.organization();
        try {
            var points =
                    rooms.history().latency(organization, check.id(), from, now, range.buckets());
            return new Past(
                    LatencyChart.of(points, from, now),
                    Optional.of(rooms.history().summary(organization, check.id(), from, now)),
                    Optional.of(
                            DayBars.ofUptime(
                                    rooms.history().uptimePerDay(organization, check.id(), DAYS))),
                    rooms.history().latest(organization, check.id(), LATEST),
                    Optional.empty());
        } catch (HistoryUnavailable e) {
            return new Past(
                    LatencyChart.of(List.of(), from, now),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Optional.of("The history of checks cannot be read now."));
        }
    }

    private Reply run(Visit visit) {
        Check check = find(visit);
        rooms.watch().runNow(visit.organization(), check.id());
        return Reply.done(
                HOME + "/" + check.id(),
                "The check runs now, from every place. Its results appear below in a moment.");
    }

    private Reply pause(Visit visit) {
        Check check = find(visit);
        boolean paused = visit.form().checked("paused");
        rooms.checks().pause(visit.organization(), check.id(), paused, visit.actor());
        return Reply.done(
                HOME + "/" + check.id(),
                paused
                        ? check.name() + " is paused: it says nothing until it is resumed."
                        : check.name() + " runs again.");
    }

    private Reply remove(Visit visit) {
        Check check = find(visit);
        String undo = rooms.checks().remove(visit.organization(), check.id(), visit.actor());
        return Reply.deleted(HOME, "Deleted " + check.name() + ".", undo);
    }

    private Check find(Visit visit) {
        return rooms.checks().get(visit.organization(), visit.id("check", CheckId::new));
    }
}
