package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Impact;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ProviderId;
import dev.bellwether.model.ProviderIncident;
import dev.bellwether.model.Status;
import dev.bellwether.store.MovableClock;
import dev.bellwether.store.TestStore;
import dev.bellwether.store.TestStores;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/// The whole catalogue for half an hour of virtual time: no provider is asked more often than it
/// should be, and none later.
class PollPaceOfTheCatalogueTest {
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration REST = Duration.ofMinutes(5);

    /// What the pages do, by the hash of the provider's id.
    private enum Behaviour {
        WELL,
        OPEN,
        RESTS,
        BROKEN;

        static Behaviour of(ProviderId id) {
            return switch (Math.floorMod(id.hashCode(), 20)) {
                case 0 -> OPEN;
                case 1 -> RESTS;
                case 2 -> BROKEN;
                default -> WELL;
            };
        }
    }

    private static final class Pages implements PollAsker {
        final Map<ProviderId, List<Instant>> asked = new ConcurrentHashMap<>();
        private final MovableClock clock;

        Pages(MovableClock clock) {
            this.clock = clock;
        }

        @Override
        public PollAnswer ask(Provider provider, ProviderReader reader, PollPast past) {
            asked.computeIfAbsent(
                            provider.id(), _ -> Collections.synchronizedList(new ArrayList<>()))
                    .add(clock.instant());
            return switch (Behaviour.of(provider.id())) {
                case WELL ->
                        past.digest().isEmpty()
                                ? page(provider, reader, Status.OPERATIONAL, List.of())
                                : new PollAnswer.Unchanged();
                case OPEN -> page(provider, reader, Status.MAJOR_OUTAGE, List.of(incident()));
                case RESTS -> new PollAnswer.Failed("Answers 429", Optional.of(REST), false);
                case BROKEN -> new PollAnswer.Failed("Answers 503", false);
            };
        }

        @Override
        public Head head(Provider provider) {
            throw new AssertionError("nobody's HTML is needed here: " + provider);
        }

        private static PollAnswer page(
                Provider provider,
                ProviderReader reader,
                Status status,
                List<ProviderIncident> incidents) {
            var reading =
                    new ProviderReading(
                            provider.name(),
                            status,
                            "",
                            incidents,
                            List.of(),
                            List.of(),
                            List.of());
            return new PollAnswer.Page(
                    reading, reader.name(), new PollPast(List.of(), "d" + status));
        }

        private static ProviderIncident incident() {
            return new ProviderIncident(
                    "i", "Down", "", Impact.MAJOR, Instant.EPOCH, Instant.EPOCH, "", "");
        }
    }

    @Test
    void nobodyIsAskedMoreOftenOrLaterThanTheyShouldBe() throws Exception {
        try (TestStore test = TestStores.sqlite()) {
            Catalogue.load(test.store(), Optional.empty());
            MovableClock clock = test.clock();
            var pages = new Pages(clock);
            var settings = ProviderSettings.standard("1", "https://status.acme.com");
            var polling = new Polling(test.store(), clock, settings, pages, () -> {});
            Instant begin = clock.instant();
            Instant end = begin.plus(Duration.ofMinutes(30));
            while (clock.instant().isBefore(end)) {
                Instant next = polling.run(clock.instant());
                polling.awaitIdle();
                clock.set(next.isAfter(clock.instant()) ? next : clock.instant().plusMillis(1));
            }
            polling.close();
            List<Provider> catalogue =
                    test.store()
                            .read(sql ->
                                    ProviderRows.own(
                                            sql, OrganizationId.SYSTEM, Integer.MAX_VALUE));
            assertThat(catalogue).hasSize(3_838);
            for (Provider provider : catalogue) {
                check(provider, pages.asked.getOrDefault(provider.id(), List.of()), begin, end);
            }
        }
    }

    private static void check(Provider provider, List<Instant> asked, Instant begin, Instant end) {
        assertThat(asked).as(provider.toString()).isNotEmpty();
        Behaviour behaviour = Behaviour.of(provider.id());
        assertThat(Duration.between(begin, asked.getFirst()))
                .as("first contact of " + provider)
                .isLessThanOrEqualTo(Duration.ofSeconds(60).plus(LOOK));
        boolean isOurs = ProviderName.fits(provider, provider.name());
        for (int i = 1; i < asked.size(); i++) {
            Duration gap = Duration.between(asked.get(i - 1), asked.get(i));
            String what = behaviour + " gap " + i + " of " + provider;
            switch (behaviour) {
                case WELL -> {
                    assertThat(gap).as(what).isGreaterThan(Duration.ofSeconds(58));
                    if (isOurs) {
                        assertThat(gap).as(what).isLessThan(Duration.ofSeconds(62));
                    }
                }
                case OPEN -> {
                    assertThat(gap).as(what).isGreaterThan(Duration.ofSeconds(13));
                    if (isOurs) {
                        assertThat(gap).as(what).isLessThan(Duration.ofSeconds(17));
                    }
                }
                case RESTS -> assertThat(gap).as(what).isGreaterThanOrEqualTo(REST.minus(LOOK));
                case BROKEN -> {
                    long doubled = Math.min(60L << i, 6 * 3_600L);
                    assertThat(gap).as(what).isGreaterThan(Duration.ofSeconds(doubled - 2));
                    assertThat(gap).as(what).isLessThan(Duration.ofSeconds(doubled + 2));
                }
            }
        }
        Duration silence = Duration.between(asked.getLast(), end);
        if (isOurs && behaviour == Behaviour.WELL) {
            assertThat(silence).as("last of " + provider).isLessThan(Duration.ofSeconds(62));
        }
    }
}
