package dev.bellwether.api;

import dev.bellwether.incident.MaintenanceSeries;
import dev.bellwether.incident.NewSeries;
import dev.bellwether.incident.Occurrence;
import dev.bellwether.incident.Series;
import dev.bellwether.model.SeriesId;
import dev.bellwether.people.Scope;
import java.util.List;

/// Maintenance that comes again.
final class SeriesRoutes {
    private static final String ONE = "/maintenance-series/{series}";

    private final MaintenanceSeries series;

    SeriesRoutes(MaintenanceSeries series) {
        this.series = series;
    }

    /// @param occurs local time in the zone of the series, such as `2026-11-22T03:00`
    record OccurrenceInput(String occurs) {}

    /// @param from local time of the first occurrence that changes
    record FollowingInput(String from, NewSeries plan) {}

    record Occurrences(List<Occurrence> occurrences) {}

    List<Route> routes() {
        return List.of(
                Route.list(
                        "/maintenance-series",
                        "List maintenance that comes again",
                        Series.class,
                        call ->
                                Cursors.cut(
                                        series.list(call.organization()),
                                        one -> one.id().value(),
                                        call)),
                Route.make(
                                "/maintenance-series",
                                "Announce maintenance that comes again",
                                Scope.RESPOND,
                                NewSeries.class,
                                Series.class,
                                call ->
                                        series.make(
                                                call.organization(),
                                                call.body(NewSeries.class),
                                                call.actor()))
                        .triedOut(),
                Route.read(
                        ONE,
                        "Read a series",
                        Series.class,
                        call -> series.get(call.organization(), id(call))),
                Route.replace(
                                ONE,
                                "Change all occurrences that have not begun",
                                Scope.RESPOND,
                                NewSeries.class,
                                Series.class,
                                call ->
                                        series.change(
                                                call.organization(),
                                                id(call),
                                                call.body(NewSeries.class),
                                                call.actor()))
                        .triedOut(),
                Route.act(
                                ONE + "/following",
                                "Change an occurrence and all that follow; answers with the new series",
                                Scope.RESPOND,
                                FollowingInput.class,
                                Series.class,
                                this::following)
                        .triedOut(),
                Route.act(
                                ONE + "/skip",
                                "Leave one occurrence out",
                                Scope.RESPOND,
                                OccurrenceInput.class,
                                Series.class,
                                call ->
                                        series.skip(
                                                call.organization(),
                                                id(call),
                                                call.body(OccurrenceInput.class).occurs(),
                                                call.actor()))
                        .triedOut(),
                Route.read(
                        ONE + "/occurrences",
                        "Which maintenances a series became",
                        Occurrences.class,
                        call ->
                                new Occurrences(
                                        series.occurrences(
                                                call.organization(),
                                                series.get(call.organization(), id(call)).id()))),
                Route.remove(
                        ONE,
                        "End a series; what has not begun is called off",
                        Scope.RESPOND,
                        this::end));
    }

    private static SeriesId id(Call call) {
        return call.id("series", SeriesId::new);
    }

    private Series following(Call call) {
        var input = call.body(FollowingInput.class);
        return series.changeFollowing(
                call.organization(), id(call), input.from(), input.plan(), call.actor());
    }

    private Object end(Call call) {
        series.end(call.organization(), id(call), call.actor());
        return Nothing.INSTANCE;
    }
}
