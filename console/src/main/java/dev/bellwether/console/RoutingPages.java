package dev.bellwether.console;

import dev.bellwether.model.InboundAlert.Priority;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.Role;
import dev.bellwether.model.ServiceId;
import dev.bellwether.watch.Backtest;
import dev.bellwether.watch.Inbound;
import dev.bellwether.watch.RoutingRule;
import dev.bellwether.watch.RoutingRule.Condition;
import dev.bellwether.watch.RoutingRule.Operator;
import dev.bellwether.watch.RoutingRule.Times;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Where alerts go: rules in order, tried on the last thirty days before they are saved. All of the
/// rules are one form, so that it works without a script; the last rule is empty and adds one.
final class RoutingPages {
    static final String HOME = "/console/routing";
    private static final Duration BACK = Duration.ofDays(30);
    private static final String NOWHERE = "nowhere";

    /// Empty lines for more conditions.
    private static final int SPARE = 1;

    /// What a condition may look at, for the list that a browser proposes.
    static final List<String> FIELDS =
            List.of("severity", "source", "summary", "service", "integration", "key", "tag:");

    static final List<Option> OPERATORS =
            List.of(
                    new Option("EQUALS", "is"),
                    new Option("NOT_EQUALS", "is not"),
                    new Option("CONTAINS", "contains"),
                    new Option("NOT_CONTAINS", "does not contain"),
                    new Option("MATCHES", "matches (RE2)"),
                    new Option("NOT_MATCHES", "does not match (RE2)"),
                    new Option("AT_LEAST", "is at least"));

    /// @param at its place in the form, which names its fields
    /// @param conditions how many lines there are
    record Line(int at, int conditions, boolean isNew, String title) {
        String field(String name) {
            return "rules[" + at + "]." + name;
        }

        String condition(int i, String name) {
            return "rules[" + at + "].conditions[" + i + "]." + name;
        }

        List<Integer> lines() {
            return IntStream.range(0, conditions).boxed().toList();
        }
    }

    record View(
            Form form,
            List<Line> lines,
            List<Option> services,
            List<Option> policies,
            List<Option> priorities,
            List<Option> days,
            Optional<Backtest.Outcome> outcome) {
        List<Option> targets() {
            return List.of(new Option("", "as said here"), new Option(NOWHERE, "nowhere"));
        }
    }

    private final Rooms rooms;
    private final Inbound inbound;

    RoutingPages(Rooms rooms) {
        this.rooms = rooms;
        this.inbound = rooms.watch().inbound();
    }

    void register(Routes routes) {
        routes.get(HOME, Role.VIEWER, this::show);
        routes.post(HOME, Role.EDITOR, this::submit);
    }

    private Reply show(Visit visit) {
        List<RoutingRule> rules = inbound.routing().of(visit.organization());
        return page(200, visit, filled(rules), sizes(rules), Optional.empty());
    }

    private Reply submit(Visit visit) {
        Form form = visit.form();
        List<RoutingRule> rules = read(form);
        return form.submit(
                () -> {
                    if (form.checked("try")) {
                        Backtest.Outcome outcome =
                                inbound.backtest()
                                        .run(
                                                visit.organization(),
                                                rules,
                                                inbound.integrations().list(visit.organization()),
                                                visit.now().minus(BACK));
                        return page(200, visit, filled(rules), sizes(rules), Optional.of(outcome));
                    }
                    inbound.routing().save(visit.organization(), rules, visit.actor());
                    return Reply.done(HOME, "Saved. The rules hold for what comes in from now on.");
                },
                () -> page(422, visit, again(form, rules), sizes(rules), Optional.empty()));
    }

    /// The problems of the form at hand, on the form of what was understood: rules taken out leave
    /// no hole.
    private static Form again(Form form, List<RoutingRule> rules) {
        Form filled = filled(rules);
        form.problems().forEach(problem -> filled.wrong(problem.field(), problem.message()));
        return filled;
    }

    private static List<Integer> sizes(List<RoutingRule> rules) {
        return rules.stream().map(rule -> rule.conditions().size()).toList();
    }

    private Reply page(
            int status,
            Visit visit,
            Form form,
            List<Integer> sizes,
            Optional<Backtest.Outcome> outcome) {
        var lines = new ArrayList<Line>();
        for (int i = 0; i < sizes.size(); i++) {
            String name = form.text("rules[" + i + "].name");
            lines.add(
                    new Line(
                            i,
                            sizes.get(i) + SPARE,
                            false,
                            (i + 1) + ". " + (name.isEmpty() ? "Without a name" : name)));
        }
        lines.add(new Line(sizes.size(), 2, true, "A new rule"));
        form.with("rules[" + sizes.size() + "].order", sizes.size() + 1);
        var view =
                new View(
                        form,
                        lines,
                        with(
                                "its own",
                                rooms.services().list(visit.organization()).stream()
                                        .map(one -> new Option(one.id().value(), one.name()))),
                        with(
                                "the service’s",
                                rooms.policies().list(visit.organization()).stream()
                                        .map(one -> new Option(one.id().value(), one.name()))),
                        with(
                                "the sender’s",
                                Arrays.stream(Priority.values())
                                        .map(one -> new Option(one.name(), one.name()))),
                        Arrays.stream(DayOfWeek.values())
                                .map(day ->
                                        new Option(
                                                day.name(),
                                                day.getDisplayName(
                                                        TextStyle.SHORT, Locale.ENGLISH)))
                                .toList(),
                        outcome);
        return new Reply.Page(
                status,
                "routing",
                (out, frame) -> JteroutingGenerated.render(out, Html.PLAIN, frame, view));
    }

    private static List<Option> with(String unset, Stream<Option> options) {
        return Stream.concat(Stream.of(new Option("", unset)), options).toList();
    }

    private static Form filled(List<RoutingRule> rules) {
        Form form = Form.blank();
        for (int i = 0; i < rules.size(); i++) {
            RoutingRule rule = rules.get(i);
            String at = "rules[" + i + "].";
            form.with(at + "order", i + 1)
                    .with(at + "name", rule.name())
                    .with(at + "target", rule.nowhere() ? NOWHERE : "")
                    .with(at + "service", rule.service().map(ServiceId::value))
                    .with(at + "policy", rule.policy().map(PolicyId::value))
                    .with(at + "priority", rule.priority().map(Enum::name));
            rule.times()
                    .ifPresent(times ->
                            form.with(at + "times.zone", times.zone())
                                    .with(at + "times.from", times.from())
                                    .with(at + "times.to", times.to())
                                    .withAll(
                                            at + "times.days",
                                            times.days().stream().map(Enum::name).toList()));
            for (int j = 0; j < rule.conditions().size(); j++) {
                Condition condition = rule.conditions().get(j);
                String field = at + "conditions[" + j + "].";
                form.with(field + "field", condition.field())
                        .with(field + "operator", condition.operator().name())
                        .with(field + "value", condition.value());
            }
        }
        return form;
    }

    private record Placed(double order, RoutingRule rule) {}

    /// In the order of the numbers given; without those ticked to go, and without an empty one.
    private static List<RoutingRule> read(Form form) {
        var placed = new ArrayList<Placed>();
        for (int i = 0; form.has("rules[" + i + "].name") && i < 300; i++) {
            String at = "rules[" + i + "].";
            List<Condition> conditions = conditions(form, at);
            if (form.checked(at + "remove")
                    || form.text(at + "name").isEmpty() && conditions.isEmpty()) {
                continue;
            }
            boolean nowhere = form.text(at + "target").equals(NOWHERE);
            double order = i + 1;
            try {
                order = Double.parseDouble(form.text(at + "order"));
            } catch (NumberFormatException e) {
                form.wrong(at + "order", "'" + form.text(at + "order") + "' is no number");
            }
            placed.add(
                    new Placed(
                            order,
                            new RoutingRule(
                                    form.text(at + "name"),
                                    conditions,
                                    times(form, at + "times."),
                                    nowhere,
                                    nowhere
                                            ? Optional.empty()
                                            : form.optional(at + "service")
                                                    .flatMap(RoutingPages::service),
                                    nowhere
                                            ? Optional.empty()
                                            : form.optional(at + "policy")
                                                    .flatMap(RoutingPages::policy),
                                    nowhere
                                            ? Optional.empty()
                                            : form.optional(at + "priority")
                                                    .flatMap(RoutingPages::priority))));
        }
        return placed.stream()
                .sorted(java.util.Comparator.comparingDouble(Placed::order))
                .map(Placed::rule)
                .toList();
    }

    private static List<Condition> conditions(Form form, String at) {
        var conditions = new ArrayList<Condition>();
        for (int j = 0; form.has(at + "conditions[" + j + "].field") && j < 50; j++) {
            String field = at + "conditions[" + j + "].";
            if (form.text(field + "field").isEmpty() && form.text(field + "value").isEmpty()) {
                continue;
            }
            conditions.add(
                    new Condition(
                            form.text(field + "field"),
                            form.choice(field + "operator", Operator.class, Operator.EQUALS),
                            form.text(field + "value")));
        }
        return conditions;
    }

    private static Optional<Times> times(Form form, String at) {
        if (form.text(at + "from").isEmpty()
                && form.text(at + "to").isEmpty()
                && form.all(at + "days").isEmpty()) {
            return Optional.empty();
        }
        List<DayOfWeek> days =
                Arrays.stream(DayOfWeek.values())
                        .filter(day -> form.chosen(at + "days", day.name()))
                        .toList();
        return Optional.of(
                new Times(
                        form.optional(at + "zone").orElse("UTC"),
                        days,
                        form.optional(at + "from").orElse("00:00"),
                        form.optional(at + "to").orElse("00:00")));
    }

    private static Optional<ServiceId> service(String text) {
        try {
            return Optional.of(new ServiceId(text));
        } catch (IllegalArgumentException e) {
            throw new InvalidInput("", String.valueOf(e.getMessage()));
        }
    }

    private static Optional<PolicyId> policy(String text) {
        try {
            return Optional.of(new PolicyId(text));
        } catch (IllegalArgumentException e) {
            throw new InvalidInput("", String.valueOf(e.getMessage()));
        }
    }

    private static Optional<Priority> priority(String text) {
        return Arrays.stream(Priority.values()).filter(one -> one.name().equals(text)).findFirst();
    }
}
