package dev.bellwether.console;

import dev.bellwether.model.ComponentId;
import dev.bellwether.model.Service;
import dev.bellwether.statuspage.PageSpec;
import dev.bellwether.statuspage.PageSpec.Group;
import dev.bellwether.statuspage.PageSpec.Item;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The groups and components of a page as they stand in a form. Their order is by a number in each
/// row, which buttons set too, so that it works without JavaScript.
final class ComponentForm {
    private static final int MOST = 1_000;
    private static final int STEP = 10;

    private record Placed<T>(int position, T what) {}

    private ComponentForm() {}

    static Form of(PageSpec spec) {
        Form form =
                Form.blank()
                        .with("groupCount", spec.groups().size())
                        .with("count", spec.components().size());
        for (int i = 0; i < spec.groups().size(); i++) {
            Group group = spec.groups().get(i);
            form.with(group(i, "id"), group.id())
                    .with(group(i, "name"), group.name())
                    .with(group(i, "description"), group.description())
                    .with(group(i, "position"), (i + 1) * STEP);
        }
        for (int i = 0; i < spec.components().size(); i++) {
            Item item = spec.components().get(i);
            form.with(item(i, "id"), item.id())
                    .with(item(i, "service"), item.service())
                    .with(item(i, "name"), item.name())
                    .with(item(i, "description"), item.description())
                    .with(item(i, "group"), item.group())
                    .with(item(i, "position"), (i + 1) * STEP)
                    .with(item(i, "showUptime"), item.showUptime())
                    .with(item(i, "onlyShowIfDegraded"), item.onlyShowIfDegraded())
                    .with(item(i, "startDate"), item.startDate())
                    .with(item(i, "target"), item.target());
        }
        return form;
    }

    static String group(int at, String part) {
        return "groups[" + at + "]." + part;
    }

    static String item(int at, String part) {
        return "components[" + at + "]." + part;
    }

    static int groups(Form form) {
        return number(form, "groupCount");
    }

    static int items(Form form) {
        return number(form, "count");
    }

    /// What the form says now, with what a button changed.
    static PageSpec read(Form form, PageSpec page, List<Service> services) {
        List<Group> groups = groupsOf(form);
        List<Item> items = itemsOf(form, services);
        String change = form.text("change");
        if (change.matches("(up|down)-\\d{1,4}")) {
            move(items, change);
        }
        return page.withComponents(groups, items);
    }

    private static void move(List<Item> items, String change) {
        int at = Integer.parseInt(change.substring(change.indexOf('-') + 1));
        int to = change.startsWith("up") ? at - 1 : at + 1;
        if (at < items.size() && to >= 0 && to < items.size()) {
            items.add(to, items.remove(at));
        }
    }

    private static List<Group> groupsOf(Form form) {
        var placed = new ArrayList<Placed<Group>>();
        for (int i = 0; i < groups(form); i++) {
            if (!form.checked(group(i, "remove"))) {
                placed.add(
                        new Placed<>(
                                form.whole(group(i, "position"), 0, 100_000, (i + 1) * STEP),
                                new Group(
                                        id(form.text(group(i, "id"))),
                                        form.text(group(i, "name")),
                                        form.text(group(i, "description")))));
            }
        }
        List<Group> groups = sorted(placed);
        form.optional("newGroup")
                .ifPresent(name -> groups.add(new Group(Optional.empty(), name, "")));
        return groups;
    }

    private static List<Item> itemsOf(Form form, List<Service> services) {
        var placed = new ArrayList<Placed<Item>>();
        for (int i = 0; i < items(form); i++) {
            String wanted = form.text(item(i, "service"));
            Optional<Service> service =
                    services.stream().filter(s -> s.id().value().equals(wanted)).findFirst();
            if (service.isPresent() && !form.checked(item(i, "remove"))) {
                placed.add(
                        new Placed<>(
                                form.whole(item(i, "position"), 0, 100_000, (i + 1) * STEP),
                                item(form, i, service.get())));
            }
        }
        List<Item> items = sorted(placed);
        for (Service service : services) {
            if (form.chosen("add", service.id().value())) {
                items.add(
                        new Item(
                                Optional.empty(),
                                service.id(),
                                service.name(),
                                "",
                                form.optional("addTo"),
                                true,
                                false,
                                Optional.empty()));
            }
        }
        return items;
    }

    private static Item item(Form form, int i, Service service) {
        return new Item(
                id(form.text(item(i, "id"))),
                service.id(),
                form.text(item(i, "name")),
                form.text(item(i, "description")),
                form.optional(item(i, "group")),
                form.checked(item(i, "showUptime")),
                form.checked(item(i, "onlyShowIfDegraded")),
                date(form, item(i, "startDate")),
                percent(form, item(i, "target")));
    }

    private static Optional<Double> percent(Form form, String field) {
        try {
            return form.optional(field).map(text -> Double.valueOf(text.replace(",", ".")));
        } catch (NumberFormatException e) {
            form.wrong(field, "'" + form.text(field) + "' is not a percentage such as 99.9");
            return Optional.empty();
        }
    }

    private static Optional<LocalDate> date(Form form, String field) {
        try {
            return form.optional(field).map(LocalDate::parse);
        } catch (DateTimeParseException e) {
            form.wrong(field, "'" + form.text(field) + "' is not a date such as 2026-05-01");
            return Optional.empty();
        }
    }

    private static Optional<ComponentId> id(String value) {
        try {
            return value.isEmpty() ? Optional.empty() : Optional.of(new ComponentId(value));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static <T> List<T> sorted(List<Placed<T>> placed) {
        placed.sort(Comparator.comparingInt(Placed::position));
        return new ArrayList<>(placed.stream().map(Placed::what).toList());
    }

    private static int number(Form form, String field) {
        String text = form.text(field);
        return text.matches("\\d{1,4}") ? Math.min(Integer.parseInt(text), MOST) : 0;
    }
}
