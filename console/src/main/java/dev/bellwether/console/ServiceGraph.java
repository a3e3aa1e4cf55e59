package dev.bellwether.console;

import dev.bellwether.incident.ServiceState;
import dev.bellwether.model.Dependencies;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Services that depend on each other, to be drawn: what depends stands left of what it needs.
///
/// @param more services that are not drawn, because there are too many
record ServiceGraph(
        List<Node> nodes, List<Edge> edges, int width, int height, int more, String summary) {
    static final int BOX = 176;
    static final int TALL = 48;
    private static final int ACROSS = 56;
    private static final int BETWEEN = 16;
    private static final int MARGIN = 4;
    private static final int MOST = 60;
    private static final int LONGEST_NAME = 20;

    /// @param shown the name, cut to fit
    record Node(ServiceId service, String name, String shown, Status status, int x, int y) {}

    record Edge(String path) {}

    static ServiceGraph of(
            Set<ServiceId> wanted,
            List<Service> services,
            List<Dependencies> dependencies,
            List<ServiceState> states) {
        List<Service> known = services.stream().filter(s -> wanted.contains(s.id())).toList();
        List<Service> drawn = known.stream().limit(MOST).toList();
        Set<ServiceId> ids = drawn.stream().map(Service::id).collect(Collectors.toSet());
        Map<ServiceId, List<ServiceId>> needs = new HashMap<>();
        for (Dependencies one : dependencies) {
            if (ids.contains(one.service())) {
                needs.put(
                        one.service(),
                        one.on().stream()
                                .filter(ids::contains)
                                .sorted(java.util.Comparator.comparing(ServiceId::value))
                                .toList());
            }
        }
        Map<ServiceId, Status> status = new HashMap<>();
        states.forEach(state -> status.put(state.service(), state.status()));
        Map<ServiceId, Integer> columns = columns(drawn, needs);
        Map<Integer, Integer> heights = new TreeMap<>();
        Map<ServiceId, Node> nodes = new HashMap<>();
        List<Node> ordered = new ArrayList<>();
        for (Service service : drawn) {
            int column = columns.getOrDefault(service.id(), 0);
            int row = heights.merge(column, 1, Integer::sum) - 1;
            var node =
                    new Node(
                            service.id(),
                            service.name(),
                            cut(service.name()),
                            status.getOrDefault(service.id(), Status.UNKNOWN),
                            MARGIN + column * (BOX + ACROSS),
                            MARGIN + row * (TALL + BETWEEN));
            nodes.put(service.id(), node);
            ordered.add(node);
        }
        List<Edge> edges = new ArrayList<>();
        for (Node from : ordered) {
            for (ServiceId to : needs.getOrDefault(from.service(), List.of())) {
                Node target = nodes.get(to);
                if (target != null) {
                    edges.add(edge(from, target));
                }
            }
        }
        int wide = columns.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        int tall = heights.values().stream().mapToInt(Integer::intValue).max().orElse(1);
        return new ServiceGraph(
                List.copyOf(ordered),
                List.copyOf(edges),
                2 * MARGIN + (wide + 1) * BOX + wide * ACROSS,
                2 * MARGIN + tall * TALL + (tall - 1) * BETWEEN,
                known.size() - drawn.size(),
                summary(drawn, needs));
    }

    /// Each as far right as its longest way from something that nobody needs.
    private static Map<ServiceId, Integer> columns(
            List<Service> drawn, Map<ServiceId, List<ServiceId>> needs) {
        Map<ServiceId, Integer> columns = new HashMap<>();
        drawn.forEach(service -> columns.put(service.id(), 0));
        for (int round = 0; round < drawn.size(); round++) {
            boolean moved = false;
            for (Service service : drawn) {
                int next = columns.getOrDefault(service.id(), 0) + 1;
                for (ServiceId needed : needs.getOrDefault(service.id(), List.of())) {
                    if (columns.getOrDefault(needed, 0) < next) {
                        columns.put(needed, next);
                        moved = true;
                    }
                }
            }
            if (!moved) {
                break;
            }
        }
        return columns;
    }

    private static Edge edge(Node from, Node to) {
        int x1 = from.x() + BOX;
        int y1 = from.y() + TALL / 2;
        int x2 = to.x() - 7;
        int y2 = to.y() + TALL / 2;
        int half = ACROSS / 2;
        return new Edge(
                "M %d %d C %d %d, %d %d, %d %d"
                        .formatted(x1, y1, x1 + half, y1, x2 - half, y2, x2, y2));
    }

    private static String cut(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
    }

    /// What the drawing shows, for those who do not see it.
    private static String summary(List<Service> drawn, Map<ServiceId, List<ServiceId>> needs) {
        Map<ServiceId, String> names = new HashMap<>();
        drawn.forEach(service -> names.put(service.id(), service.name()));
        String words =
                drawn.stream()
                        .filter(service -> !needs.getOrDefault(service.id(), List.of()).isEmpty())
                        .map(service ->
                                service.name()
                                        + " needs "
                                        + needs.getOrDefault(service.id(), List.of()).stream()
                                                .map(names::get)
                                                .collect(Collectors.joining(", ")))
                        .collect(Collectors.joining("; "));
        return words.isEmpty() ? "None of these depends on another." : words + ".";
    }
}
