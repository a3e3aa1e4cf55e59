package dev.bellwether.statuspage;

import dev.bellwether.model.Component;
import dev.bellwether.model.ComponentGroup;
import dev.bellwether.model.ComponentId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reckons the months of one page's components, each again only when its past changed or when it is
/// time ([Refresh]), which is within the hour. For one thread at a time.
final class Reckoner {
    private record Reckoned(
            Uptime.Past past,
            Instant until,
            String zone,
            boolean visible,
            ComponentMonths months) {}

    private Map<Component, Reckoned> reckoned = new HashMap<>();

    /// In the order of the page; components whose uptime is not shown are left out.
    List<ComponentMonths> of(PageView view, ViewMaker views) {
        Map<ComponentId, String> groups =
                view.page().groups().stream()
                        .collect(Collectors.toMap(ComponentGroup::id, ComponentGroup::name));
        var next = new HashMap<Component, Reckoned>();
        List<ComponentMonths> all =
                view.components().stream()
                        .filter(c -> c.component().showUptime())
                        .flatMap(c ->
                                views
                                        .past(c.component())
                                        .map(past -> months(c, past, groups, view, next))
                                        .stream())
                        .toList();
        reckoned = next;
        return all;
    }

    private ComponentMonths months(
            ComponentView c,
            Uptime.Past past,
            Map<ComponentId, String> groups,
            PageView view,
            Map<Component, Reckoned> next) {
        Instant now = view.now();
        Reckoned last = reckoned.get(c.component());
        if (last == null
                || !now.isBefore(last.until())
                || last.visible() != c.isVisible()
                || !last.zone().equals(view.zone().getId())
                || !last.past().equals(past)) {
            Optional<String> group = c.component().group().map(groups::get);
            List<MonthOfUptime> months = MonthOfUptime.of(past, now, view.zone());
            Duration wait =
                    months.isEmpty() || months.getFirst().isQuiet()
                            ? Duration.ofHours(1)
                            : Refresh.after(months.getFirst().time(), past.status());
            last =
                    new Reckoned(
                            past,
                            now.plus(wait),
                            view.zone().getId(),
                            c.isVisible(),
                            new ComponentMonths(c.component(), group, c.isVisible(), now, months));
        }
        next.put(c.component(), last);
        return last.months();
    }
}
