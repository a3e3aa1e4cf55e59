package dev.bellwether.watch;

import dev.bellwether.model.Status;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The parts of a cloud: services in regions. Thousands of pairs exist and nearly all are well, so
/// only these are listed: every service (as its worst region), every region (as its worst service),
/// and each pair that is in trouble, such as `ec2/us-east-1`. A pair that is not listed is well
/// when both of its halves are known ([#unnamed]).
final class Grid {
    static final String SERVICES = "Services, in any region";
    static final String REGIONS = "Regions, any service";

    /// Stands for all services, or all regions, in a pair.
    static final String ALL = "*";

    private static final int HALVES = 1_000;
    private static final int TOLD = 4_000;
    private static final String EVERYTHING = ALL + "/" + ALL;
    private static final ProviderComponent EVERYTHING_UNKNOWN =
            new ProviderComponent(
                    EVERYTHING, "All everywhere", "All", Status.UNKNOWN, "more than is read");

    private final String well;
    private final Map<String, String> services = new LinkedHashMap<>();
    private final Map<String, String> regions = new LinkedHashMap<>();
    private final Map<String, ProviderComponent> pairs = new LinkedHashMap<>();
    private int told;

    /// @param well the provider's own word for a part without trouble
    Grid(String well) {
        this.well = well;
    }

    void service(String id, String name) {
        half(services, id, name);
    }

    void region(String id, String name) {
        half(regions, id, name);
    }

    private static void half(Map<String, String> halves, String id, String name) {
        if (halves.size() < HALVES && !id.isEmpty() && !id.equals(ALL)) {
            halves.putIfAbsent(id, name.isEmpty() ? id : name);
        }
    }

    /// A service has trouble in a region; either may be [#ALL]. The worst counts where a pair is
    /// told twice. Beyond the bound it is not known which pairs are well: then every one that is
    /// not listed is UNKNOWN.
    void trouble(String service, String region, Status status, String words) {
        if (++told > TOLD) {
            pairs.putIfAbsent(EVERYTHING, EVERYTHING_UNKNOWN);
            return;
        }
        service(service, service);
        region(region, region);
        var part =
                new ProviderComponent(
                        service + "/" + region,
                        name(services, service)
                                + (region.equals(ALL) ? " everywhere" : " (" + region + ")"),
                        name(regions, region),
                        status,
                        words);
        pairs.merge(part.id(), part, Grid::worse);
    }

    private static String name(Map<String, String> halves, String id) {
        return id.equals(ALL) ? "All" : halves.getOrDefault(id, id);
    }

    private static ProviderComponent worse(ProviderComponent a, ProviderComponent b) {
        return a.status().worse(b.status()) == a.status() ? a : b;
    }

    List<ProviderComponent> components() {
        Map<String, ProviderComponent> worstOfService = new LinkedHashMap<>();
        Map<String, ProviderComponent> worstOfRegion = new LinkedHashMap<>();
        for (ProviderComponent pair : pairs.values()) {
            worstOfService.merge(service(pair), pair, Grid::worse);
            worstOfRegion.merge(region(pair), pair, Grid::worse);
        }
        var components = new ArrayList<ProviderComponent>();
        list(services, SERVICES, worstOfService, components);
        list(regions, REGIONS, worstOfRegion, components);
        components.addAll(pairs.values());
        return List.copyOf(components);
    }

    private void list(
            Map<String, String> halves,
            String group,
            Map<String, ProviderComponent> worst,
            List<ProviderComponent> into) {
        Optional<ProviderComponent> ofAll = Optional.ofNullable(worst.get(ALL));
        halves.forEach((id, name) -> {
            Optional<ProviderComponent> part =
                    Optional.ofNullable(worst.get(id))
                            .map(own -> ofAll.map(all -> worse(own, all)).orElse(own))
                            .or(() -> ofAll);
            into.add(
                    new ProviderComponent(
                            id,
                            name,
                            group,
                            part.map(ProviderComponent::status).orElse(Status.OPERATIONAL),
                            part.map(ProviderComponent::words).orElse(well)));
        });
    }

    /// The whole cloud: as its worst part, but one service or region down is a partial outage of
    /// the whole, unless it is all of them.
    Status whole() {
        Status worst =
                pairs.values().stream()
                        .map(ProviderComponent::status)
                        .reduce(Status::worse)
                        .orElse(Status.OPERATIONAL);
        ProviderComponent everything = pairs.get(EVERYTHING);
        boolean isAll = everything != null && everything.status() == Status.MAJOR_OUTAGE;
        return worst == Status.MAJOR_OUTAGE && !isAll ? Status.PARTIAL_OUTAGE : worst;
    }

    /// A pair that is not listed itself: it has what all services, or all regions, have; and is
    /// well otherwise. Empty when one of its halves is not known, or these are not a grid's
    /// components.
    static Optional<ProviderComponent> unnamed(List<ProviderComponent> listed, String name) {
        int slash = name.indexOf('/');
        if (slash < 1) {
            return Optional.empty();
        }
        String service = name.substring(0, slash).strip();
        String region = name.substring(slash + 1).strip();
        Optional<ProviderComponent> ofService = half(listed, SERVICES, service);
        Optional<ProviderComponent> ofRegion = half(listed, REGIONS, region);
        if (ofService.isEmpty() || ofRegion.isEmpty()) {
            return Optional.empty();
        }
        Set<String> covering = new HashSet<>();
        String s = ofService.get().id();
        String r = ofRegion.get().id();
        covering.add(s + "/" + r);
        covering.add(s + "/" + ALL);
        covering.add(ALL + "/" + r);
        covering.add(EVERYTHING);
        return listed.stream()
                .filter(c -> covering.contains(c.id()))
                .reduce(Grid::worse)
                .or(() ->
                        Optional.of(
                                new ProviderComponent(
                                        s + "/" + r,
                                        ofService.get().name() + " (" + r + ")",
                                        ofRegion.get().name(),
                                        Status.OPERATIONAL,
                                        "not named in any event")));
    }

    private static Optional<ProviderComponent> half(
            List<ProviderComponent> listed, String group, String name) {
        return listed.stream()
                .filter(c -> c.group().equals(group))
                .filter(c -> c.id().equalsIgnoreCase(name) || c.name().equalsIgnoreCase(name))
                .findFirst();
    }

    private static String service(ProviderComponent pair) {
        return pair.id().substring(0, pair.id().lastIndexOf('/'));
    }

    private static String region(ProviderComponent pair) {
        return pair.id().substring(pair.id().lastIndexOf('/') + 1);
    }
}
