package dev.bellwether.console;

import dev.bellwether.model.Role;
import dev.bellwether.watch.IssuedPlace;
import dev.bellwether.watch.PlaceBook;
import dev.bellwether.watch.PlaceDraft;
import dev.bellwether.watch.PlaceView;
import dev.bellwether.watch.WatchMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The places that checks are probed from: on a map, with how late they are, and their tokens.
final class PlacePages {
    static final String HOME = "/console/places";

    /// Later than this at worst is told in the colour of a warning.
    private static final Duration LATE = Duration.ofSeconds(2);

    /// @param style of its dot and badge: `good`, `warn` or `dim`
    record Row(PlaceView view, String style, String state) {
        static Row of(PlaceView view) {
            if (view.seenAt().isEmpty()) {
                return new Row(view, "dim", "Never seen");
            }
            if (!view.isConnected()) {
                return new Row(view, "bad", "Away");
            }
            if (!view.trouble().isEmpty()) {
                return new Row(view, "warn", "No vote");
            }
            return view.lateP99().compareTo(LATE) > 0
                    ? new Row(view, "warn", "Late")
                    : new Row(view, "good", "Probing");
        }

        boolean isOnMap() {
            return view.place().latitude().isPresent() && view.place().longitude().isPresent();
        }

        String x() {
            return WorldMap.x(view.place().longitude().orElse(0.0));
        }

        String y() {
            return WorldMap.y(view.place().latitude().orElse(0.0));
        }

        boolean isFarEast() {
            return view.place().longitude().orElse(0.0) > 120;
        }

        boolean isOurs() {
            return view.place().organization().isPresent();
        }

        String offset() {
            long millis = view.clockOffset().toMillis();
            return Math.abs(millis) < 5
                    ? "right"
                    : span(Duration.ofMillis(Math.abs(millis))) + (millis > 0 ? " slow" : " fast");
        }

        static String span(Duration time) {
            return time.toMillis() < 1_000
                    ? time.toMillis() + " ms"
                    : time.toSeconds() < 120
                            ? Math.round(time.toMillis() / 100.0) / 10.0 + " s"
                            : time.toMinutes() + " min";
        }
    }

    /// @param local what this process is called as a place
    record View(
            Form form,
            String local,
            WatchMetrics here,
            List<Row> places,
            Optional<IssuedPlace> issued,
            String address) {
        boolean hasMap() {
            return places.stream().anyMatch(Row::isOnMap);
        }
    }

    private final PlaceBook places;
    private final Rooms rooms;
    private final ConsoleSettings settings;

    PlacePages(Rooms rooms, ConsoleSettings settings) {
        this.places = rooms.watch().places();
        this.rooms = rooms;
        this.settings = settings;
    }

    void register(Routes routes) {
        routes.get(HOME, Role.VIEWER, visit -> page(200, visit, Form.blank(), Optional.empty()));
        routes.post(HOME, Role.OWNER, this::add);
        routes.post(HOME + "/{id}/revoke", Role.OWNER, this::revoke);
    }

    private Reply add(Visit visit) {
        Form form = visit.form();
        Optional<double[]> where = form.optional("at").flatMap(text -> degrees(form, text));
        var draft =
                new PlaceDraft(
                        form.text("name"),
                        form.optional("region"),
                        where.map(degrees -> degrees[0]),
                        where.map(degrees -> degrees[1]));
        return form.submit(
                () -> {
                    IssuedPlace issued =
                            places.add(Optional.of(visit.organization()), draft, visit.actor());
                    return page(200, visit, Form.blank(), Optional.of(issued));
                },
                () -> page(422, visit, form, Optional.empty()));
    }

    private static Optional<double[]> degrees(Form form, String text) {
        String[] parts = text.split("[,;\\s]+", -1);
        try {
            if (parts.length == 2) {
                double north = Double.parseDouble(parts[0]);
                double east = Double.parseDouble(parts[1]);
                if (Math.abs(north) <= 90 && Math.abs(east) <= 180) {
                    return Optional.of(new double[] {north, east});
                }
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        form.wrong(
                "at",
                "'" + text + "' is not a latitude and a longitude in degrees, such as 50.1, 8.7");
        return Optional.empty();
    }

    private Reply revoke(Visit visit) {
        places.revoke(
                Optional.of(visit.organization()), visit.context().pathParam("id"), visit.actor());
        return Reply.done(
                HOME, "The place was revoked. It is asked no more; evidence keeps its name.");
    }

    private Reply page(int status, Visit visit, Form form, Optional<IssuedPlace> issued) {
        var view =
                new View(
                        form,
                        places.local(),
                        rooms.watch().metrics(),
                        places.list(visit.organization()).stream().map(Row::of).toList(),
                        issued,
                        settings.address(""));
        return new Reply.Page(
                status,
                "places",
                (out, frame) -> JteplacesGenerated.render(out, Html.PLAIN, frame, view));
    }
}
