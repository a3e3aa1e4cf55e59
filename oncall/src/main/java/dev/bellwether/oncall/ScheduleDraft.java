package dev.bellwether.oncall;

import dev.bellwether.model.Layer;
import dev.bellwether.model.LayerId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.Restriction;
import dev.bellwether.model.Rotation;
import dev.bellwether.model.Schedule;
import dev.bellwether.model.ScheduleId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// A schedule as its author wants it.
///
/// @param zone such as `Europe/Berlin`
/// @param layers the lowest first
public record ScheduleDraft(String name, String description, String zone, List<LayerDraft> layers) {
    public ScheduleDraft {
        layers = List.copyOf(layers);
    }

    /// @param id of the layer that this one changes; empty for a new one
    /// @param name may be empty
    public record LayerDraft(
            Optional<LayerId> id,
            String name,
            Rotation rotation,
            List<PersonId> people,
            List<Restriction> restrictions) {
        public LayerDraft {
            people = List.copyOf(people);
            restrictions = List.copyOf(restrictions);
        }
    }

    public static ScheduleDraft of(Schedule schedule) {
        return new ScheduleDraft(
                schedule.name(),
                schedule.description(),
                schedule.zone(),
                schedule.layers().stream()
                        .map(layer ->
                                new LayerDraft(
                                        Optional.of(layer.id()),
                                        layer.name(),
                                        layer.rotation(),
                                        layer.people(),
                                        layer.restrictions()))
                        .toList());
    }

    Schedule as(ScheduleId id, OrganizationId organization, Supplier<String> newId) {
        var made = new ArrayList<Layer>();
        for (LayerDraft draft : layers) {
            made.add(
                    new Layer(
                            draft.id().orElseGet(() -> new LayerId(newId.get())),
                            draft.name().isBlank()
                                    ? "Layer " + (made.size() + 1)
                                    : draft.name().strip(),
                            draft.rotation(),
                            draft.people(),
                            draft.restrictions()));
        }
        return new Schedule(
                id, organization, name.strip(), description.strip(), zone.strip(), made);
    }
}
