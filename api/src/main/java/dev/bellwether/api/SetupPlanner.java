package dev.bellwether.api;

import dev.bellwether.api.SetupDocument.CheckEntry;
import dev.bellwether.api.SetupDocument.IntegrationEntry;
import dev.bellwether.api.SetupDocument.PolicyEntry;
import dev.bellwether.api.SetupDocument.ProviderEntry;
import dev.bellwether.api.SetupDocument.Routing;
import dev.bellwether.api.SetupDocument.ScheduleEntry;
import dev.bellwether.api.SetupDocument.ServiceEntry;
import dev.bellwether.api.SetupDocument.TemplateEntry;
import dev.bellwether.api.SetupStep.FieldChange;
import dev.bellwether.statuspage.PageSpec;
import dev.bellwether.watch.RoutingRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// From the set-up there is and the one that is wanted to the steps between them. Pure.
///
/// Things are made in the order in which they name each other, and deleted in the other.
final class SetupPlanner {
    private final List<SetupStep> steps = new ArrayList<>();
    private final List<SetupStep> deletions = new ArrayList<>();
    private final BiPredicate<String, String> goes;

    private SetupPlanner(BiPredicate<String, String> goes) {
        this.goes = goes;
    }

    /// @param wanted with every standard filled in, as `now` has it
    /// @param goes whether what the wanted sections do not name goes, by its section and key
    static List<SetupStep> steps(
            SetupDocument now, SetupDocument wanted, BiPredicate<String, String> goes) {
        var planner = new SetupPlanner(goes);
        planner.section(
                "providers",
                ProviderEntry.class,
                now.providers(),
                wanted.providers(),
                ProviderEntry::id,
                ProviderEntry::name);
        planner.section(
                "schedules",
                ScheduleEntry.class,
                now.schedules(),
                wanted.schedules(),
                s -> s.id().value(),
                ScheduleEntry::name);
        planner.section(
                "policies",
                PolicyEntry.class,
                now.policies(),
                wanted.policies(),
                p -> p.id().value(),
                PolicyEntry::name);
        planner.section(
                "services",
                ServiceEntry.class,
                now.services(),
                wanted.services(),
                s -> s.id().value(),
                ServiceEntry::name);
        planner.section(
                "checks",
                CheckEntry.class,
                now.checks(),
                wanted.checks(),
                c -> c.id().value(),
                CheckEntry::name);
        planner.section(
                "integrations",
                IntegrationEntry.class,
                now.integrations(),
                wanted.integrations(),
                i -> i.id().value(),
                IntegrationEntry::name);
        boolean unruled = now.routing().orElse(List.of()).isEmpty();
        planner.section(
                "routing",
                Routing.class,
                now.routing().map(rules -> whole(rules, unruled)),
                wanted.routing().map(rules -> whole(rules, unruled)),
                _ -> "rules",
                _ -> "Routing rules");
        planner.section(
                "templates",
                TemplateEntry.class,
                now.templates(),
                wanted.templates(),
                t -> t.id().value(),
                TemplateEntry::name);
        planner.section(
                "pages",
                PageSpec.class,
                now.pages(),
                wanted.pages(),
                PageSpec::slug,
                PageSpec::name);
        planner.steps.addAll(planner.deletions.reversed());
        return List.copyOf(planner.steps);
    }

    /// @param unruled there is no rule: then to have none is nothing to do
    private static List<Routing> whole(List<RoutingRule> rules, boolean unruled) {
        return unruled && rules.isEmpty() ? List.of() : List.of(new Routing(rules));
    }

    private <T> void section(
            String section,
            Class<T> type,
            Optional<List<T>> now,
            Optional<List<T>> wanted,
            Function<T, String> key,
            Function<T, String> name) {
        var left = new LinkedHashMap<String, T>();
        now.orElse(List.of()).forEach(one -> left.put(key.apply(one), one));
        for (T one : wanted.orElse(List.of())) {
            String at = key.apply(one);
            T before = left.remove(at);
            var was = before == null ? Map.<String, String>of() : flat(type, before);
            List<FieldChange> changes = changes(was, flat(type, one));
            if (before == null) {
                steps.add(new SetupStep.Create(section, at, name.apply(one), changes));
            } else if (changes.isEmpty()) {
                steps.add(new SetupStep.Leave(section, at, name.apply(one)));
            } else {
                steps.add(new SetupStep.Change(section, at, name.apply(one), changes));
            }
        }
        left.forEach((at, one) -> {
            if (goes.test(section, at)) {
                deletions.add(new SetupStep.Delete(section, at, name.apply(one)));
            } else {
                steps.add(new SetupStep.Leave(section, at, name.apply(one)));
            }
        });
    }

    private static List<FieldChange> changes(Map<String, String> was, Map<String, String> is) {
        var fields = new LinkedHashSet<>(is.keySet());
        fields.addAll(was.keySet());
        return fields.stream()
                .map(field ->
                        new FieldChange(
                                field,
                                Optional.ofNullable(was.get(field)),
                                Optional.ofNullable(is.get(field))))
                .filter(change -> !change.before().equals(change.after()))
                .toList();
    }

    private static Map<String, String> flat(Class<?> type, Object entry) {
        var fields = new LinkedHashMap<String, String>();
        flatten("", Writer.write(type, entry), fields);
        return fields;
    }

    private static void flatten(String path, @Nullable Object value, Map<String, String> into) {
        switch (value) {
            case null -> {}
            case Map<?, ?> map -> {
                // Records keep the order of their fields; maps of people's own have none.
                Map<?, ?> ordered = map instanceof LinkedHashMap ? map : new TreeMap<>(map);
                ordered.forEach((key, inner) ->
                        flatten(path.isEmpty() ? "" + key : path + "." + key, inner, into));
            }
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    flatten(path + "[" + i + "]", list.get(i), into);
                }
            }
            default -> into.put(path, value.toString());
        }
    }
}
