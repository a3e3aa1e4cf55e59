package dev.bellwether.oncall;

import dev.bellwether.model.AlertId;
import dev.bellwether.model.DeliveryChanged;
import dev.bellwether.model.DeliveryId;
import dev.bellwether.model.PageDue;
import dev.bellwether.store.Line;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who was told when, from journal lines.
final class Tellings {
    private Tellings() {}

    /// @param newestFirst lines about the alert's incident
    static List<Told> of(AlertId alert, List<Line> newestFirst) {
        Map<DeliveryId, Told> told = new LinkedHashMap<>();
        for (Line line : newestFirst.reversed()) {
            if (line.fact() instanceof PageDue page && page.alert().equals(alert)) {
                told.putIfAbsent(
                        page.delivery(),
                        new Told(
                                page.delivery(),
                                page.person(),
                                line.at(),
                                page.step(),
                                page.loop(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                ""));
            } else if (line.fact() instanceof DeliveryChanged changed) {
                told.computeIfPresent(
                        changed.delivery(), (delivery, before) -> after(before, changed, line));
            }
        }
        return List.copyOf(told.values());
    }

    private static Told after(Told before, DeliveryChanged changed, Line line) {
        return new Told(
                before.delivery(),
                before.person(),
                before.dueAt(),
                before.step(),
                before.loop(),
                Optional.of(changed.state()),
                Optional.of(changed.channel()),
                Optional.of(line.at()),
                changed.detail());
    }
}
