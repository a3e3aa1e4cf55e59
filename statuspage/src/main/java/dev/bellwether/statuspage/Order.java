package dev.bellwether.statuspage;

import dev.bellwether.model.Component;
import dev.bellwether.model.ComponentGroup;
import dev.bellwether.model.StatusPage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The order of a page: components without a group first, then the groups, each with its own.
/// Positions count from 1, groups among the components of the first level, and anew inside a group.
final class Order {
    private final Map<Object, Integer> positions = new HashMap<>();
    private final List<Component> components = new ArrayList<>();

    Order(StatusPage page) {
        int position = 0;
        for (Component component : page.components()) {
            if (component.group().isEmpty()) {
                components.add(component);
                positions.put(component.id(), ++position);
            }
        }
        var members = new HashMap<Object, List<Component>>();
        for (Component component : page.components()) {
            component
                    .group()
                    .ifPresent(id ->
                            members.computeIfAbsent(id, key -> new ArrayList<>()).add(component));
        }
        for (ComponentGroup group : page.groups()) {
            positions.put(group.id(), ++position);
            int inGroup = 0;
            for (Component component : members.getOrDefault(group.id(), List.of())) {
                components.add(component);
                positions.put(component.id(), ++inGroup);
            }
        }
    }

    List<Component> components() {
        return components;
    }

    int position(Component component) {
        return Optional.ofNullable(positions.get(component.id())).orElse(0);
    }

    int position(ComponentGroup group) {
        return Optional.ofNullable(positions.get(group.id())).orElse(0);
    }
}
