package dev.bellwether.api;

import dev.bellwether.api.SetupDocument.LayerEntry;
import dev.bellwether.api.SetupDocument.ScheduleEntry;
import dev.bellwether.model.Layer;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.Schedule;
import dev.bellwether.model.ScheduleId;
import dev.bellwether.oncall.ScheduleDraft;
import dev.bellwether.oncall.Schedules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The schedules that a document wants. A layer keeps its id as long as it keeps its name.
final class WantedSchedules {
    /// @param acceptGaps it is meant that nobody can be reached at times
    record Wanted(ScheduleDraft draft, boolean acceptGaps) {}

    private final SetupStanding now;
    private final SetupProblems problems;
    private final Map<ScheduleId, Wanted> schedules = new LinkedHashMap<>();

    WantedSchedules(
            SetupStanding now, SetupDocument document, Schedules rules, SetupProblems problems) {
        this.now = now;
        this.problems = problems;
        SetupProblems.each(
                "schedules",
                document.schedules(),
                (at, entry) -> {
                    int before = problems.count();
                    ScheduleDraft draft = draft(at, entry);
                    var wanted = new Wanted(draft, entry.acceptGaps().orElse(false));
                    problems.unique(
                            at, schedules.put(entry.id(), wanted), "id", entry.id().value());
                    if (problems.count() == before) {
                        problems.under(at, rules.problems(now.organization(), draft));
                    }
                });
    }

    Map<ScheduleId, Wanted> all() {
        return schedules;
    }

    /// Those that are not there yet, or not so.
    Set<ScheduleId> changing() {
        return schedules.entrySet().stream()
                .filter(e -> !stands(e.getKey(), e.getValue().draft()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private boolean stands(ScheduleId id, ScheduleDraft draft) {
        return Optional.ofNullable(now.schedules().get(id))
                .map(schedule -> shown(schedule, now.persons()))
                .filter(entry(id, draft, now.persons())::equals)
                .isPresent();
    }

    private ScheduleDraft draft(String at, ScheduleEntry entry) {
        var left =
                new ArrayList<>(
                        Optional.ofNullable(now.schedules().get(entry.id()))
                                .map(Schedule::layers)
                                .orElse(List.of()));
        var layers = new ArrayList<ScheduleDraft.LayerDraft>();
        for (int i = 0; i < entry.layers().size(); i++) {
            LayerEntry layer = entry.layers().get(i);
            String name = name(layer, i);
            Optional<Layer> same = left.stream().filter(one -> one.name().equals(name)).findFirst();
            same.ifPresent(left::remove);
            layers.add(
                    new ScheduleDraft.LayerDraft(
                            same.map(Layer::id),
                            name,
                            layer.rotation(),
                            people(at + ".layers[" + i + "].people", layer.people()),
                            layer.restrictions()));
        }
        return new ScheduleDraft(
                entry.name(), entry.description().orElse(""), entry.zone(), layers);
    }

    private static String name(LayerEntry layer, int at) {
        return layer.name()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .orElse("Layer " + (at + 1));
    }

    private List<PersonId> people(String field, List<String> emails) {
        var people = new ArrayList<PersonId>();
        for (int i = 0; i < emails.size(); i++) {
            Optional<Person> person = now.person(emails.get(i));
            problems.require(
                    person.isPresent(),
                    field + "[" + i + "]",
                    "'" + emails.get(i) + "' is nobody of this organization; invite them first");
            person.map(Person::id).ifPresent(people::add);
        }
        return people;
    }

    /// As [#shown] shows what stands.
    List<ScheduleEntry> shown() {
        return schedules.entrySet().stream()
                .map(e -> entry(e.getKey(), e.getValue().draft(), now.persons()))
                .toList();
    }

    static ScheduleEntry shown(Schedule schedule, List<Person> persons) {
        return entry(schedule.id(), ScheduleDraft.of(schedule), persons);
    }

    private static ScheduleEntry entry(ScheduleId id, ScheduleDraft draft, List<Person> persons) {
        return new ScheduleEntry(
                id,
                draft.name().strip(),
                Optional.of(draft.description().strip()),
                draft.zone().strip(),
                draft.layers().stream().map(layer -> entry(layer, persons)).toList(),
                Optional.empty());
    }

    private static LayerEntry entry(ScheduleDraft.LayerDraft layer, List<Person> persons) {
        return new LayerEntry(
                Optional.of(layer.name()),
                layer.rotation(),
                layer.people().stream().map(id -> email(id, persons)).toList(),
                layer.restrictions());
    }

    private static String email(PersonId id, List<Person> persons) {
        return persons.stream()
                .filter(person -> person.id().equals(id))
                .map(Person::email)
                .findFirst()
                .orElse(id.value());
    }
}
