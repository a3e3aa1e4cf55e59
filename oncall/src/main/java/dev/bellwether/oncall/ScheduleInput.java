package dev.bellwether.oncall;

import dev.bellwether.model.Directory;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Person;
import dev.bellwether.model.Restriction;
import dev.bellwether.model.Rotation;
import dev.bellwether.oncall.ScheduleDraft.LayerDraft;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// Refuses a schedule that could not be, naming everything that is wrong.
final class ScheduleInput {
    static final int MOST_LAYERS = 20;
    static final int MOST_PEOPLE = 200;
    static final int MOST_RESTRICTIONS = 50;
    static final int LONGEST_NAME = 100;
    static final int LONGEST_DESCRIPTION = 1_000;
    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 2200;

    private final List<Problem> problems = new ArrayList<>();
    private final OrganizationId organization;
    private final Directory directory;

    private ScheduleInput(OrganizationId organization, Directory directory) {
        this.organization = organization;
        this.directory = directory;
    }

    static List<Problem> problems(
            OrganizationId organization, ScheduleDraft draft, Directory directory) {
        var input = new ScheduleInput(organization, directory);
        input.check(draft);
        return List.copyOf(input.problems);
    }

    static void check(OrganizationId organization, ScheduleDraft draft, Directory directory) {
        List<Problem> problems = problems(organization, draft, directory);
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
    }

    private void check(ScheduleDraft draft) {
        require(
                !draft.name().isBlank() && draft.name().strip().length() <= LONGEST_NAME,
                "name",
                "'" + draft.name() + "' does not have 1 to " + LONGEST_NAME + " characters");
        require(
                draft.description().length() <= LONGEST_DESCRIPTION,
                "description",
                "has "
                        + draft.description().length()
                        + " characters; allowed: "
                        + LONGEST_DESCRIPTION);
        require(
                ZoneId.getAvailableZoneIds().contains(draft.zone().strip()),
                "zone",
                "'" + draft.zone() + "' is not a time zone such as Europe/Berlin");
        int layers = draft.layers().size();
        require(
                layers >= 1 && layers <= MOST_LAYERS,
                "layers",
                "'" + layers + "' layers; allowed: 1 to " + MOST_LAYERS);
        var ids = new HashSet<Object>();
        for (int i = 0; i < layers; i++) {
            LayerDraft layer = draft.layers().get(i);
            String field = "layers[" + i + "]";
            layer.id()
                    .ifPresent(id ->
                            require(ids.add(id), field + ".id", "'" + id + "' is given twice"));
            check(field, layer);
        }
    }

    private void check(String field, LayerDraft layer) {
        require(
                layer.name().strip().length() <= LONGEST_NAME,
                field + ".name",
                "'" + layer.name() + "' has more than " + LONGEST_NAME + " characters");
        check(field + ".rotation", layer.rotation());
        people(field + ".people", layer);
        int restrictions = layer.restrictions().size();
        require(
                restrictions <= MOST_RESTRICTIONS,
                field + ".restrictions",
                "'" + restrictions + "' restrictions; allowed: " + MOST_RESTRICTIONS);
        for (int i = 0; i < restrictions; i++) {
            Restriction restriction = layer.restrictions().get(i);
            whole(field + ".restrictions[" + i + "].from", restriction.from());
            whole(field + ".restrictions[" + i + "].until", restriction.until());
        }
    }

    private void check(String field, Rotation rotation) {
        require(
                rotation.every() >= 1 && rotation.every() <= rotation.unit().most(),
                field + ".every",
                "'"
                        + rotation.every()
                        + "' is not 1 to "
                        + rotation.unit().most()
                        + " for "
                        + rotation.unit());
        int year = rotation.start().getYear();
        require(
                year >= FIRST_YEAR && year <= LAST_YEAR,
                field + ".start",
                "'"
                        + rotation.start()
                        + "' is not in the years "
                        + FIRST_YEAR
                        + " to "
                        + LAST_YEAR);
        whole(field + ".handoff", rotation.handoff());
    }

    private void people(String field, LayerDraft layer) {
        int people = layer.people().size();
        require(people >= 1, field, "is empty; a rotation needs somebody who is on call");
        require(
                people <= MOST_PEOPLE,
                field,
                "'" + people + "' people; allowed: 1 to " + MOST_PEOPLE);
        for (int i = 0; i < Math.min(people, MOST_PEOPLE); i++) {
            var id = layer.people().get(i);
            require(
                    directory.person(organization, id).filter(Person::active).isPresent(),
                    field + "[" + i + "]",
                    "'" + id + "' is not an active person of this organization");
        }
    }

    private void whole(String field, LocalTime time) {
        require(
                time.getSecond() == 0 && time.getNano() == 0,
                field,
                "'" + time + "' is not a whole minute such as 09:00");
    }

    private void require(boolean holds, String field, String message) {
        if (!holds) {
            problems.add(new Problem(field, message));
        }
    }
}
