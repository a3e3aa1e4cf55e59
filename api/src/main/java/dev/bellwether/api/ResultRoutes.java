package dev.bellwether.api;

import dev.bellwether.experiment.CampaignResults;
import dev.bellwether.experiment.ResultsDesk;
import dev.bellwether.experiment.ResultsFile;
import dev.bellwether.experiment.Tally;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.SiteId;
import dev.bellwether.people.Sites;
import dev.bellwether.statistics.Sums;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What came of a campaign.
final class ResultRoutes {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int LONGEST_FILTER = 20_000;

    private static final Query EDITION =
            Query.whole("edition", "Which edition; the newest when left out", 1, 999_999_999);
    private static final Query FILTER =
            Query.text(
                    "filter",
                    "A JSON object: for each slice, the values of which a visitor has one, such as"
                            + " {\"country\":[\"de\"]}");

    private final Sites sites;
    private final ResultsDesk desk;

    ResultRoutes(Sites sites, ResultsDesk desk) {
        this.sites = sites;
        this.desk = desk;
    }

    /// @param sums from which the results were read, when they were asked for
    /// @param sql by metric, when it was asked for
    record View(
            CampaignResults results,
            Optional<List<SumsOf>> sums,
            Optional<Map<String, String>> sql) {}

    /// The visitors of one variation who were first exposed on one day.
    ///
    /// @param capped whether the metric's cap is applied
    /// @param pairs the sum of each variable, then of each product of two, each as a high and a low
    ///   part that add up to it; empty for what is not finite
    record SumsOf(
            String metric,
            String variation,
            LocalDate day,
            boolean capped,
            long visitors,
            int variables,
            List<Optional<Double>> pairs) {}

    List<Route> routes() {
        return List.of(
                Route.read(
                                CampaignRoutes.ONE + "/results",
                                "Read what a campaign did: whether it may be believed, a sentence"
                                        + " for each metric, and the figures",
                                View.class,
                                this::results)
                        .with(
                                EDITION,
                                FILTER,
                                Query.flag("sums", "Also the sums, by variation and day"),
                                Query.flag("sql", "Also the queries that say what is counted")),
                Route.file(
                                CampaignRoutes.ONE + "/results/file",
                                "Read the same as a file for spreadsheets or for people",
                                TakenAlong.TYPES,
                                this::file)
                        .with(EDITION, FILTER, TakenAlong.AS));
    }

    private Gives.Document file(Call call) {
        return TakenAlong.document(ResultsFile.of(report(call).results(), TakenAlong.form(call)));
    }

    private ResultsDesk.Report report(Call call) {
        return desk.report(
                sites.get(call.organization(), call.id("site", SiteId::new)),
                call.text("campaign"),
                call.query("edition").isEmpty()
                        ? OptionalLong.empty()
                        : OptionalLong.of(call.whole("edition", 1, 1, 999_999_999)),
                filter(call.query("filter")));
    }

    private View results(Call call) {
        ResultsDesk.Report report = report(call);
        return new View(
                report.results(),
                call.flag("sums") ? Optional.of(sums(report.tally())) : Optional.empty(),
                call.flag("sql") ? Optional.of(report.sql()) : Optional.empty());
    }

    static Map<String, Set<String>> filter(Optional<String> text) {
        if (text.isEmpty()) {
            return Map.of();
        }
        Map<String, Set<String>> filter = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> slice : object(text.get()).properties()) {
            Set<String> values = new LinkedHashSet<>();
            JsonNode given = slice.getValue();
            for (JsonNode value : given.isArray() ? given : JSON.createArrayNode().add(given)) {
                if (!value.isString()) {
                    throw wrong(text.get());
                }
                values.add(value.asString());
            }
            filter.put(slice.getKey(), values);
        }
        return filter;
    }

    private static JsonNode object(String text) {
        if (text.length() > LONGEST_FILTER) {
            throw wrong(text);
        }
        try {
            JsonNode tree = JSON.readTree(text);
            if (tree.isObject()) {
                return tree;
            }
        } catch (JacksonException e) {
            throw wrong(text);
        }
        throw wrong(text);
    }

    private static InvalidInput wrong(String text) {
        String shown = text.length() > 80 ? text.substring(0, 80) + "…" : text;
        return new InvalidInput(
                "filter",
                "'"
                        + shown
                        + "' is not a JSON object of slices and lists of texts, such as"
                        + " {\"country\":[\"de\",\"fr\"]}, of at most "
                        + LONGEST_FILTER
                        + " characters");
    }

    static List<SumsOf> sums(Tally tally) {
        return tally.metrics().stream()
                .flatMap(one ->
                        switch (one) {
                            case Tally.Summed summed ->
                                    Stream.concat(
                                            sums(summed.key(), false, summed.raw()),
                                            sums(summed.key(), true, summed.capped()));
                            case Tally.Ranked _ -> Stream.<SumsOf>empty();
                        })
                .toList();
    }

    private static Stream<SumsOf> sums(String metric, boolean capped, Map<Tally.Cell, Sums> cells) {
        return cells.entrySet().stream()
                .map(one ->
                        new SumsOf(
                                metric,
                                one.getKey().variation(),
                                LocalDate.ofEpochDay(one.getKey().day()),
                                capped,
                                one.getValue().n(),
                                one.getValue().variables(),
                                Arrays.stream(one.getValue().pairs())
                                        .mapToObj(number ->
                                                Double.isFinite(number)
                                                        ? Optional.of(number)
                                                        : Optional.<Double>empty())
                                        .toList()))
                .sorted(Comparator.comparing(SumsOf::day).thenComparing(SumsOf::variation));
    }
}
