package dev.bellwether.experiment;

import dev.bellwether.analytics.Event;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// docs/decisions/results.md read word by word: slow, plain, and sharing nothing with what it
/// checks but the definitions. For [Verification] and for tests.
///
/// @param events in the order in which they came
record PlainResults(Campaign campaign, List<Event> events) {
    private static final JsonMapper JSON = new JsonMapper();

    /// @param day of the first exposure, since 1970
    record Row(String variation, long day, List<String> slices, List<Double> values) {}

    Map<String, Row> rows(List<Variable> variables) {
        Map<String, Row> rows = new TreeMap<>();
        byVisitor()
                .forEach((visitor, own) ->
                        first(own)
                                .ifPresent(first -> {
                                    List<Double> values =
                                            variables.stream()
                                                    .map(variable -> value(variable, first, own))
                                                    .toList();
                                    rows.put(
                                            visitor,
                                            new Row(
                                                    first.variation(),
                                                    day(first.at()),
                                                    campaign.slices().stream()
                                                            .map(slice ->
                                                                    property(first, slice)
                                                                            .orElse(""))
                                                            .toList(),
                                                    values));
                                }));
        return rows;
    }

    /// `variation value`, sorted.
    List<String> quantileValues(Variable variable) {
        return quantileValues(variable, SliceFilter.ALL).stream()
                .flatMap(own -> own.values().stream().map(value -> own.variation() + " " + value))
                .sorted()
                .toList();
    }

    /// The events' values of each visitor who has some.
    List<Row> quantileValues(Variable variable, SliceFilter filter) {
        List<Row> rows = new ArrayList<>();
        byVisitor()
                .forEach((visitor, own) ->
                        first(own)
                                .filter(first -> passes(filter, first))
                                .ifPresent(first -> {
                                    List<Double> values =
                                            own.stream()
                                                    .filter(event -> counts(variable, first, event))
                                                    .map(Event::value)
                                                    .filter(value -> !Double.isNaN(value))
                                                    .toList();
                                    if (!values.isEmpty()) {
                                        rows.add(new Row(first.variation(), 0, List.of(), values));
                                    }
                                }));
        return rows;
    }

    /// Visitors in the period who saw several variations.
    long multiple() {
        return multiple(SliceFilter.ALL);
    }

    long multiple(SliceFilter filter) {
        return byVisitor().values().stream()
                .filter(own -> exposures(own).stream().map(Event::variation).distinct().count() > 1)
                .filter(own -> passes(filter, exposures(own).getFirst()))
                .count();
    }

    private static boolean passes(SliceFilter filter, Event first) {
        return filter.passes(slice -> property(first, slice).orElse(""));
    }

    private Map<String, List<Event>> byVisitor() {
        Set<String> ids = new HashSet<>();
        Map<String, List<Event>> visitors = new LinkedHashMap<>();
        for (Event event : events) {
            if (ids.add(event.id())) {
                visitors.computeIfAbsent(event.visitor(), _ -> new ArrayList<>()).add(event);
            }
        }
        return visitors;
    }

    private List<Event> exposures(List<Event> own) {
        return own.stream()
                .filter(event -> event.kind() == Event.Kind.EXPOSURE)
                .filter(event -> event.name().equals(campaign.key()))
                .filter(event ->
                        campaign.variations().stream()
                                .anyMatch(arm -> arm.name().equals(event.variation())))
                .filter(event -> !event.at().isBefore(campaign.from()))
                .filter(event ->
                        campaign.until().isEmpty() || event.at().isBefore(campaign.until().get()))
                .sorted(Comparator.comparing(Event::at).thenComparing(Event::id))
                .toList();
    }

    private Optional<Event> first(List<Event> own) {
        List<Event> exposures = exposures(own);
        boolean isLeftOut =
                campaign.multiple() == Campaign.Multiple.LEFT_OUT
                        && exposures.stream().map(Event::variation).distinct().count() > 1;
        return isLeftOut ? Optional.empty() : exposures.stream().findFirst();
    }

    private double value(Variable variable, Event first, List<Event> own) {
        List<Event> counted = own.stream().filter(event -> counts(variable, first, event)).toList();
        return switch (variable.fold()) {
            case ANY -> counted.isEmpty() ? 0 : 1;
            case COUNT -> counted.size();
            case TOTAL ->
                    counted.stream()
                            .mapToDouble(Event::value)
                            .filter(value -> !Double.isNaN(value))
                            .sum();
            case SECONDS -> {
                Optional<Instant> from =
                        counted.stream().map(Event::at).min(Comparator.naturalOrder());
                Optional<Instant> to =
                        counted.stream().map(Event::at).max(Comparator.naturalOrder());
                yield from.isEmpty()
                        ? 0
                        : ChronoUnit.MICROS.between(from.get(), to.orElseThrow()) / 1e6;
            }
        };
    }

    private boolean counts(Variable variable, Event first, Event event) {
        return event.kind() == Event.Kind.GOAL
                && event.name().equals(variable.goal().event())
                && variable.goal().filters().stream().allMatch(filter -> holds(filter, event))
                && isWithin(variable.span(), first.at(), event.at());
    }

    private boolean isWithin(Variable.Span span, Instant first, Instant at) {
        return switch (span) {
            case Variable.Span.Before(var before) ->
                    !at.isBefore(first.minus(before)) && at.isBefore(first);
            case Variable.Span.After(var window) when window.isPresent() ->
                    !at.isBefore(first) && at.isBefore(first.plus(window.get()));
            case Variable.Span.After _ ->
                    !at.isBefore(first)
                            && (campaign.until().isEmpty() || at.isBefore(campaign.until().get()));
            case Variable.Span.Days(int from, int until) ->
                    !at.isBefore(first)
                            && day(at) - day(first) >= from
                            && day(at) - day(first) < until;
        };
    }

    private long day(Instant at) {
        return at.atZone(campaign.zone()).toLocalDate().toEpochDay();
    }

    private static boolean holds(Goal.Filter filter, Event event) {
        Optional<String> property = property(event, filter.property());
        Optional<Double> number = property.map(CampaignRules::number);
        return switch (filter.test()) {
            case IS -> property.isPresent() && property.get().equals(filter.value());
            case IS_NOT -> property.isPresent() && !property.get().equals(filter.value());
            case AT_LEAST ->
                    number.isPresent() && number.get() >= Double.parseDouble(filter.value());
            case BELOW -> number.isPresent() && number.get() < Double.parseDouble(filter.value());
        };
    }

    /// A text as it is, anything else as its JSON; what is no object has no properties.
    private static Optional<String> property(Event event, String name) {
        if (event.properties().isEmpty()) {
            return Optional.empty();
        }
        try {
            JsonNode value = JSON.readTree(event.properties()).path(name);
            return value.isMissingNode() || value.isNull()
                    ? Optional.empty()
                    : Optional.of(value.isString() ? value.asString() : value.toString());
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }
}
