package dev.bellwether.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.analytics.Event;
import dev.bellwether.analytics.EventSettings;
import dev.bellwether.analytics.EventStore;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.SiteId;
import dev.bellwether.statistics.Family;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Visitors are deleted, events outlive their time, files are lost: results are those of the plain
/// reading of what is left.
class ResultsStayRightTest {
    private static final int WORLDS = 6;
    private static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");

    @TempDir Path folder;
    private EventStore store;
    private Results results;
    private final List<ResultsWorld> worlds = new ArrayList<>();
    private final List<List<Event>> known = new ArrayList<>();

    @BeforeEach
    void half() {
        store = EventStore.open(EventSettings.in(folder), () -> NOW);
        results = open();
        for (int seed = 0; seed < WORLDS; seed++) {
            worlds.add(new ResultsWorld(1_000 + seed));
            known.add(new ArrayList<>());
        }
        take(0);
        same();
    }

    private Results open() {
        return Results.of(store, folder.resolve("states"), () -> NOW);
    }

    @AfterEach
    void close() {
        results.close();
        store.close();
    }

    @Test
    void whenAVisitorIsDeleted() {
        long fewer = 0;
        for (int seed = 0; seed < WORLDS; seed++) {
            for (String visitor : List.of("u0", "u1")) {
                store.forget(site(seed), visitor);
                int before = known.get(seed).size();
                known.get(seed).removeIf(event -> event.visitor().equals(visitor));
                fewer += before - known.get(seed).size();
            }
        }
        assertThat(fewer).as("events of deleted visitors").isGreaterThan(WORLDS);
        same();
        take(1);
        same();
    }

    @Test
    void whenOldEventsAreDeletedAndLateOnesStillCome() {
        long fewer = 0;
        for (int seed = 0; seed < WORLDS; seed++) {
            Instant oldest = worlds.get(seed).campaign.from().plus(Duration.ofHours(20));
            fewer += store.retain(site(seed), oldest);
            known.get(seed).removeIf(event -> event.at().isBefore(oldest));
        }
        assertThat(fewer).as("events that were deleted").isGreaterThan(WORLDS);
        same();
        take(1);
        same();
    }

    @Test
    void whenAnotherProcessGoesOnAndFindsWhatAKilledOneLeft() throws IOException {
        results.close();
        Path left = folder.resolve("states/campaign-1.state");
        Files.writeString(left, "of a process that was killed");
        results = open();
        assertThat(left).doesNotExist();
        same();
        take(1);
        same();
    }

    /// It is told once as stale, or at once made anew; never wrong.
    @Test
    void whenTheFileOfAStateIsCutOff() throws IOException {
        try (var files = Files.list(folder.resolve("states"))) {
            for (Path file : files.toList()) {
                try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.truncate(0);
                }
            }
        }
        take(1);
        for (int seed = 0; seed < WORLDS; seed++) {
            results.now(site(seed), worlds.get(seed).campaign, SliceFilter.ALL);
        }
        same();
    }

    @Test
    void whenThousandsOfEventsHaveNoValue() {
        var goal = Goal.of("view");
        var campaign =
                new Campaign(
                        "blue",
                        List.of(new Campaign.Arm("a", 1)),
                        NOW,
                        Optional.empty(),
                        ZoneOffset.UTC,
                        Campaign.Multiple.LEFT_OUT,
                        List.of(),
                        List.of(
                                Metric.of(
                                        "views",
                                        "views",
                                        new Measure.Count(goal),
                                        Family.Role.PRIMARY),
                                Metric.of(
                                        "worth",
                                        "worth",
                                        new Measure.Total(goal),
                                        Family.Role.PRIMARY)));
        var events = new ArrayList<Event>();
        events.add(new Event("e", "v", NOW, Event.Kind.EXPOSURE, "blue", "a", Double.NaN, ""));
        IntStream.range(0, 9_000)
                .mapToObj(i ->
                        new Event(
                                "g" + i,
                                "v",
                                NOW,
                                Event.Kind.GOAL,
                                "view",
                                "",
                                i < 8_000 ? Double.NaN : 1,
                                ""))
                .forEach(events::add);
        store.take(new SiteId("shop"), events);
        store.apply();
        CampaignSums sums = told(results.now(new SiteId("shop"), campaign, SliceFilter.ALL));
        assertThat(sums.metrics())
                .extracting(metric -> ((CampaignSums.Summed) metric).sums(0).sum(0))
                .containsExactly(9_000.0, 1_000.0);
    }

    @Test
    void keptOnesAreOfTheLastLookAndSayWhenThatWas() {
        Campaign campaign = worlds.getFirst().campaign;
        CampaignSums before = told(results.now(site(0), campaign, SliceFilter.ALL));
        take(1);
        assertThat(results.kept(site(0), campaign, SliceFilter.ALL))
                .isEqualTo(new ResultsAnswer.Told(before));
        assertThat(before.asOf()).isEqualTo(NOW);
        assertThat(before.newest()).contains(NOW);
        assertThat(before.stale()).isEmpty();
    }

    @Test
    void whenEventsCannotBeReadTheLastFigureIsToldWithItsReason() {
        Campaign campaign = worlds.getFirst().campaign;
        CampaignSums before = told(results.now(site(0), campaign, SliceFilter.ALL));
        store.close();
        CampaignSums after = told(results.now(site(0), campaign, SliceFilter.ALL));
        assertThat(after.stale()).hasValueSatisfying(why -> assertThat(why).contains("closed"));
        assertThat(after.visitors()).isEqualTo(before.visitors());
        SliceFilter filter = new SliceFilter.Not(new SliceFilter.Any(List.of()));
        assertThat(told(results.now(site(0), campaign, filter)).visitors())
                .isEqualTo(before.visitors());
        assertThat(results.now(new SiteId("unheard-of"), campaign, SliceFilter.ALL))
                .isInstanceOfSatisfying(
                        ResultsAnswer.CannotSay.class,
                        cannot ->
                                assertThat(cannot.cause())
                                        .isEqualTo(ResultsAnswer.Cause.EVENTS_UNAVAILABLE));
        store = EventStore.open(EventSettings.in(folder), () -> NOW);
    }

    @Test
    void aFilterOnAnUnknownSliceIsToldAtOnce() {
        Campaign campaign = worlds.getFirst().campaign;
        assertThatThrownBy(() ->
                        results.now(
                                site(0),
                                campaign,
                                new SliceFilter.Not(SliceFilter.of("contry", "de"))))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("'contry' is no slice of the campaign; allowed: ");
    }

    @Test
    void slicesAreToldWithTheirVisitors() {
        for (int seed = 0; seed < WORLDS; seed++) {
            Campaign campaign = worlds.get(seed).campaign;
            Set<String> slices = new HashSet<>();
            for (Results.SliceValue value : results.slices(site(seed), campaign, 100)) {
                slices.add(value.slice());
                var filter = SliceFilter.of(value.slice(), value.value());
                assertThat(told(results.kept(site(seed), campaign, filter)).visitors())
                        .isEqualTo(value.visitors());
            }
            CampaignSums all = told(results.kept(site(seed), campaign, SliceFilter.ALL));
            boolean isAnybody = all.visitors().stream().anyMatch(count -> count > 0);
            assertThat(slices).isEqualTo(isAnybody ? Set.copyOf(campaign.slices()) : Set.of());
        }
    }

    /// The half of each world's events, in its order.
    private void take(int half) {
        for (int seed = 0; seed < WORLDS; seed++) {
            List<Event> all = worlds.get(seed).events;
            int middle = all.size() / 2;
            List<Event> part = half == 0 ? all.subList(0, middle) : all.subList(middle, all.size());
            store.take(site(seed), part);
            known.get(seed).addAll(part);
        }
        store.apply();
    }

    private void same() {
        for (int seed = 0; seed < WORLDS; seed++) {
            ResultsWorld world = worlds.get(seed);
            var plain = new PlainResults(world.campaign, known.get(seed));
            for (SliceFilter filter : List.of(SliceFilter.ALL, world.filter(new Random(seed), 2))) {
                CampaignSums sums = told(results.now(site(seed), world.campaign, filter));
                ResultsCheck.same("seed " + seed, sums, plain, filter);
            }
        }
    }

    private static CampaignSums told(ResultsAnswer answer) {
        assertThat(answer).isInstanceOf(ResultsAnswer.Told.class);
        return ((ResultsAnswer.Told) answer).sums();
    }

    private static SiteId site(int seed) {
        return new SiteId("site-" + seed);
    }
}
