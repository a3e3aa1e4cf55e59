package dev.bellwether.console;

import dev.bellwether.model.LayerId;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.Restriction;
import dev.bellwether.model.Rotation;
import dev.bellwether.model.Schedule;
import dev.bellwether.oncall.ScheduleDraft;
import dev.bellwether.oncall.ScheduleDraft.LayerDraft;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/// The form of a schedule. Layers, people and times are numbered fields; buttons that add, remove
/// and move them send the whole form and get it back changed.
final class ScheduleForm {
    static final int MOST_LAYERS = 20;
    private static final int MOST_TURNS = 200;
    private static final int MOST_TIMES = 50;

    private ScheduleForm() {}

    static Form fresh(LocalDate today, String zone) {
        return of(
                new ScheduleDraft(
                        "",
                        "",
                        zone,
                        List.of(
                                new LayerDraft(
                                        Optional.empty(),
                                        "",
                                        weekly(today),
                                        List.of(),
                                        List.of()))));
    }

    static Form of(Schedule schedule) {
        return of(ScheduleDraft.of(schedule));
    }

    private static Rotation weekly(LocalDate today) {
        return new Rotation(
                Rotation.Unit.WEEKLY, 1, today.with(DayOfWeek.MONDAY), LocalTime.of(9, 0));
    }

    private static Form of(ScheduleDraft draft) {
        return fill(
                Form.blank()
                        .with("name", draft.name())
                        .with("description", draft.description())
                        .with("zone", draft.zone()),
                draft.layers());
    }

    private static Form fill(Form form, List<LayerDraft> layers) {
        form.with("layers", layers.size());
        for (int i = 0; i < layers.size(); i++) {
            LayerDraft layer = layers.get(i);
            form.with(field(i, "id"), layer.id())
                    .with(field(i, "name"), layer.name())
                    .with(field(i, "rotation.unit"), layer.rotation().unit())
                    .with(field(i, "rotation.every"), layer.rotation().every())
                    .with(field(i, "rotation.start"), layer.rotation().start())
                    .with(field(i, "rotation.handoff"), layer.rotation().handoff())
                    .with(field(i, "turns"), layer.people().size() + 1)
                    .with(field(i, "times"), layer.restrictions().size());
            for (int j = 0; j < layer.people().size(); j++) {
                form.with(person(i, j), layer.people().get(j));
            }
            for (int j = 0; j < layer.restrictions().size(); j++) {
                Restriction restriction = layer.restrictions().get(j);
                form.withAll(
                                time(i, j, "days"),
                                restriction.days().stream().map(DayOfWeek::name).toList())
                        .with(time(i, j, "from"), restriction.from())
                        .with(time(i, j, "until"), restriction.until());
            }
        }
        return form;
    }

    static String field(int layer, String part) {
        return "layers[" + layer + "]." + part;
    }

    static String person(int layer, int turn) {
        return field(layer, "people[" + turn + "]");
    }

    static String time(int layer, int number, String part) {
        return field(layer, "restrictions[" + number + "]." + part);
    }

    static int layers(Form form) {
        return Math.clamp(number(form.text("layers")), 1, MOST_LAYERS);
    }

    static int turns(Form form, int layer) {
        return Math.clamp(number(form.text(field(layer, "turns"))), 1, MOST_TURNS);
    }

    static int times(Form form, int layer) {
        return Math.clamp(number(form.text(field(layer, "times"))), 0, MOST_TIMES);
    }

    private static int number(String text) {
        return text.matches("\\d{1,3}") ? Integer.parseInt(text) : 0;
    }

    /// What the form says, with what cannot be read put down as wrong.
    static ScheduleDraft read(Form form, LocalDate today) {
        var layers = new ArrayList<LayerDraft>();
        for (int i = 0; i < layers(form); i++) {
            layers.add(layer(form, i, today));
        }
        return new ScheduleDraft(
                form.text("name"), form.text("description"), form.text("zone"), layers);
    }

    private static LayerDraft layer(Form form, int i, LocalDate today) {
        Rotation standard = weekly(today);
        return new LayerDraft(
                form.optional(field(i, "id")).flatMap(ScheduleForm::layerId),
                form.text(field(i, "name")),
                new Rotation(
                        form.choice(
                                field(i, "rotation.unit"), Rotation.Unit.class, standard.unit()),
                        form.whole(field(i, "rotation.every"), 1, 744, 1),
                        date(form, field(i, "rotation.start"), standard.start()),
                        clock(form, field(i, "rotation.handoff"), standard.handoff())),
                people(form, i),
                restrictions(form, i));
    }

    private static Optional<LayerId> layerId(String text) {
        try {
            return Optional.of(new LayerId(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static List<PersonId> people(Form form, int layer) {
        var people = new ArrayList<PersonId>();
        for (int j = 0; j < turns(form, layer); j++) {
            String field = person(layer, j);
            form.optional(field)
                    .ifPresent(text -> {
                        try {
                            people.add(new PersonId(text));
                        } catch (IllegalArgumentException e) {
                            form.wrong(field, "is nobody of this organization");
                        }
                    });
        }
        return people;
    }

    private static List<Restriction> restrictions(Form form, int layer) {
        var restrictions = new ArrayList<Restriction>();
        for (int j = 0; j < times(form, layer); j++) {
            var days = EnumSet.noneOf(DayOfWeek.class);
            for (DayOfWeek day : DayOfWeek.values()) {
                if (form.chosen(time(layer, j, "days"), day.name())) {
                    days.add(day);
                }
            }
            restrictions.add(
                    new Restriction(
                            days,
                            clock(form, time(layer, j, "from"), LocalTime.of(9, 0)),
                            clock(form, time(layer, j, "until"), LocalTime.of(17, 0))));
        }
        return restrictions;
    }

    private static LocalDate date(Form form, String field, LocalDate unset) {
        if (form.text(field).isEmpty()) {
            return unset;
        }
        try {
            return LocalDate.parse(form.text(field));
        } catch (DateTimeException e) {
            form.wrong(field, "'" + form.text(field) + "' is not a day such as 2026-05-04");
            return unset;
        }
    }

    private static LocalTime clock(Form form, String field, LocalTime unset) {
        if (form.text(field).isEmpty()) {
            return unset;
        }
        try {
            return LocalTime.parse(form.text(field));
        } catch (DateTimeException e) {
            form.wrong(field, "'" + form.text(field) + "' is not a time of day such as 09:00");
            return unset;
        }
    }

    /// The form after a button was pressed that adds, removes or moves something.
    static Form changed(Form form, LocalDate today) {
        ScheduleDraft draft = read(form, today);
        var layers = new ArrayList<>(draft.layers());
        String[] action = form.text("change").split("-");
        int at = action.length > 1 ? number(action[1]) : 0;
        int which = action.length > 2 ? number(action[2]) : 0;
        boolean isThere = at < layers.size();
        switch (action[0]) {
            case "layer" -> {
                if (layers.size() < MOST_LAYERS) {
                    layers.add(
                            new LayerDraft(
                                    Optional.empty(), "", weekly(today), List.of(), List.of()));
                }
            }
            case "remove" -> {
                if (isThere && layers.size() > 1) {
                    layers.remove(at);
                }
            }
            case "up" -> {
                if (at + 1 < layers.size()) {
                    layers.add(at + 1, layers.remove(at));
                }
            }
            case "time" -> {
                if (isThere) {
                    layers.set(at, withTime(layers.get(at)));
                }
            }
            case "untime" -> {
                if (isThere) {
                    layers.set(at, withoutTime(layers.get(at), which));
                }
            }
            case "first" -> {
                if (isThere) {
                    layers.set(at, earlier(layers.get(at), which));
                }
            }
            default -> {
                // "turn" and "draw": a free turn is at the end already, and it is drawn anyway.
            }
        }
        Form after =
                Form.blank()
                        .with("name", form.text("name"))
                        .with("description", form.text("description"))
                        .with("zone", form.text("zone"))
                        .with("from", form.text("from"));
        return fill(after, layers);
    }

    private static LayerDraft withTime(LayerDraft layer) {
        var times = new ArrayList<>(layer.restrictions());
        if (times.size() < MOST_TIMES) {
            times.add(
                    new Restriction(
                            EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                            LocalTime.of(9, 0),
                            LocalTime.of(17, 0)));
        }
        return with(layer, layer.people(), times);
    }

    private static LayerDraft withoutTime(LayerDraft layer, int which) {
        var times = new ArrayList<>(layer.restrictions());
        if (which < times.size()) {
            times.remove(which);
        }
        return with(layer, layer.people(), times);
    }

    private static LayerDraft earlier(LayerDraft layer, int which) {
        var people = new ArrayList<>(layer.people());
        if (which > 0 && which < people.size()) {
            people.add(which - 1, people.remove(which));
        }
        return with(layer, people, layer.restrictions());
    }

    private static LayerDraft with(
            LayerDraft layer, List<PersonId> people, List<Restriction> restrictions) {
        return new LayerDraft(layer.id(), layer.name(), layer.rotation(), people, restrictions);
    }

    /// The heading of a layer in the form.
    static String title(Form form, int layer) {
        String name = form.text(field(layer, "name"));
        return name.isEmpty() ? "Layer " + (layer + 1) : name;
    }
}
