package dev.bellwether.model;

import java.util.List;

/// People who take turns.
///
/// @param people in the order of their turns, at least one
/// @param restrictions when the layer is on; always when there is none. A rotation turns only in
///   this time: three people who take daily turns on Fridays have three successive Fridays
public record Layer(
        LayerId id,
        String name,
        Rotation rotation,
        List<PersonId> people,
        List<Restriction> restrictions) {
    public Layer {
        people = List.copyOf(people);
        restrictions = List.copyOf(restrictions);
    }
}
