package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ProviderChanged;
import dev.bellwether.model.ProviderId;
import dev.bellwether.model.Status;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Pages are asked on their beat, as a guest should: conditional, faster only while an incident is
/// open, slower when the host says so, one request per host at a time. On a virtual clock, against
/// real servers on loopback.
class PollScheduleTest {
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final Duration STEP = Duration.ofSeconds(5);

    private static Providers providers(TestStore test, ProviderSettings.Poll poll) {
        var settings = ProviderSettings.standard("1.2", "https://status.acme.com").withPoll(poll);
        return new Providers(test.store(), settings, Networks.all(), test.clock());
    }

    private static Provider add(Providers providers, TestStore test, String name, String url) {
        var draft = new ProviderDraft(name, url, "", "");
        Provider own = providers.save(ACME, Optional.empty(), draft);
        Follow.check(test.store(), ACME, own.id());
        return own;
    }

    /// Runs the job every five seconds, and waits for what it started.
    private static void pass(Providers providers, TestStore test, Duration time) throws Exception {
        Instant end = test.clock().instant().plus(time);
        while (test.clock().instant().isBefore(end)) {
            providers.jobs().getFirst().run(test.clock().instant());
            providers.polling().awaitIdle();
            test.clock().move(STEP);
        }
    }

    @OnEachStore
    void everyMinuteConditionallyAndEvery15SecondsWhileAnIncidentIsOpen(TestStore test)
            throws Exception {
        try (var pages = new LoopbackPages();
                var providers = providers(test, ProviderSettings.Poll.FOLLOWED)) {
            Provider own = add(providers, test, "Payroll", pages.url());
            pages.answer = tagged("\"v1\"", Payloads.well("Payroll"));
            pass(providers, test, Duration.ofMinutes(10));
            assertThat(pages.requests).hasSize(10);
            var first = pages.requests.getFirst();
            assertThat(first.path()).isEqualTo("/api/v2/summary.json");
            assertThat(first.header("User-Agent"))
                    .isEqualTo("Bellwether/1.2 (+https://status.acme.com)");
            assertThat(first.header("Accept-Encoding")).contains("gzip");
            assertThat(first.header("If-None-Match")).isEmpty();
            assertThat(pages.requests.subList(1, 10))
                    .allSatisfy(r -> {
                        assertThat(r.header("If-None-Match")).isEqualTo("\"v1\"");
                        assertThat(r.header("If-Modified-Since"))
                                .isEqualTo("Fri, 01 May 2026 07:00:00 GMT");
                    });
            assertThat(providers.metrics().unchanged()).isEqualTo(9);
            assertThat(providers.metrics().polls()).isEqualTo(10);
            assertThat(providers.metrics().errors()).isZero();

            pages.answer = tagged("\"v2\"", Payloads.outage("Payroll"));
            pass(providers, test, Duration.ofMinutes(1));
            assertThat(providers.state(ACME, own.id()).orElseThrow().status())
                    .isEqualTo(Status.PARTIAL_OUTAGE);
            pages.requests.clear();
            pass(providers, test, Duration.ofMinutes(2));
            assertThat(pages.requests).hasSize(8);

            pages.answer = tagged("\"v3\"", Payloads.well("Payroll"));
            pass(providers, test, Duration.ofSeconds(15));
            pages.requests.clear();
            pass(providers, test, Duration.ofMinutes(3));
            assertThat(pages.requests).hasSize(3);
            assertThat(facts(providers, own))
                    .extracting(ProviderChanged::status)
                    .containsExactly(
                            Status.OPERATIONAL,
                            Status.OPERATIONAL,
                            Status.MAJOR_OUTAGE,
                            Status.PARTIAL_OUTAGE);
        }
    }

    private static List<ProviderChanged> facts(Providers providers, Provider provider) {
        var facts = new ArrayList<ProviderChanged>();
        for (var line : providers.history(ACME, provider.id(), Long.MAX_VALUE, 50)) {
            facts.add((ProviderChanged) line.fact());
        }
        return facts;
    }

    private static LoopbackPages.Answer tagged(String tag, String body) {
        return (request, out) -> {
            String marks = "ETag: " + tag + "\r\nLast-Modified: Fri, 01 May 2026 07:00:00 GMT\r\n";
            if (request.header("If-None-Match").equals(tag)) {
                LoopbackPages.head(out, 304, "", marks);
            } else {
                LoopbackPages.text(out, 200, "application/json", marks, body);
            }
        };
    }

    @OnEachStore
    void aHostThatIsBusyIsLeftAloneAsLongAsItAsks(TestStore test) throws Exception {
        leftAlone(test, "1800");
    }

    @OnEachStore
    void aHostThatNamesTheTimeIsLeftAloneUntilThen(TestStore test) throws Exception {
        Instant then = test.clock().instant().plus(Duration.ofMinutes(31));
        leftAlone(test, DateTimeFormatter.RFC_1123_DATE_TIME.format(then.atZone(ZoneOffset.UTC)));
    }

    /// @param until half an hour from the second minute, as a Retry-After says it
    private void leftAlone(TestStore test, String until) throws Exception {
        try (var pages = new LoopbackPages();
                var providers = providers(test, ProviderSettings.Poll.FOLLOWED)) {
            Provider own = add(providers, test, "Payroll", pages.url());
            pages.answer = tagged("\"v1\"", Payloads.well("Payroll"));
            pass(providers, test, Duration.ofMinutes(1));
            pages.answer =
                    (request, out) ->
                            LoopbackPages.text(
                                    out, 429, "", "Retry-After: " + until + "\r\n", "slow down");
            pass(providers, test, Duration.ofMinutes(1));
            assertThat(pages.requests).hasSize(2);
            pass(providers, test, Duration.ofMinutes(28));
            assertThat(pages.requests).hasSize(2);
            pages.answer = tagged("\"v1\"", Payloads.well("Payroll"));
            pass(providers, test, Duration.ofMinutes(2));
            assertThat(pages.requests).hasSizeBetween(3, 4);
            assertThat(providers.state(ACME, own.id()).orElseThrow().status())
                    .isEqualTo(Status.OPERATIONAL);
        }
    }

    @OnEachStore
    void errorsAreAskedLessAndLess(TestStore test) throws Exception {
        try (var pages = new LoopbackPages();
                var providers = providers(test, ProviderSettings.Poll.FOLLOWED)) {
            add(providers, test, "Payroll", pages.url());
            pages.answer = (request, out) -> LoopbackPages.text(out, 503, "", "", "");
            pass(providers, test, Duration.ofMinutes(31));
            // After 2, 4, then every 5 minutes, because a check depends on it; else less still.
            assertThat(pages.requests).hasSizeBetween(6, 8);
            assertThat(providers.metrics().errors()).isEqualTo(pages.requests.size());
        }
    }

    @OnEachStore
    void oneRequestPerHostAtATime(TestStore test) throws Exception {
        try (var pages = new LoopbackPages();
                var providers = providers(test, ProviderSettings.Poll.FOLLOWED)) {
            for (int i = 0; i < 12; i++) {
                add(providers, test, "Payroll " + i, pages.url() + "/tenant/" + i);
            }
            pages.answer =
                    (request, out) -> {
                        java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
                        LoopbackPages.json(Payloads.well("Payroll")).to(request, out);
                    };
            providers.jobs().getFirst().run(test.clock().instant());
            test.clock().move(Duration.ofSeconds(61));
            providers.jobs().getFirst().run(test.clock().instant());
            providers.polling().awaitIdle();
            assertThat(pages.requests).hasSize(12);
            assertThat(pages.most.get()).isEqualTo(1);
        }
    }

    @OnEachStore
    void theCatalogueIsSpreadOverTheMinute(TestStore test) throws Exception {
        try (var providers = providers(test, ProviderSettings.Poll.NONE)) {
            var perSecond = new int[60];
            int all = 0;
            String after = "";
            for (var slice = providers.list(ACME, Optional.empty(), 200);
                    !slice.items().isEmpty();
                    slice = providers.list(ACME, Optional.of(after), 200)) {
                for (Provider provider : slice.items()) {
                    Duration offset =
                            PollPace.offset(provider.id().value(), Duration.ofSeconds(60));
                    perSecond[(int) offset.toSeconds()]++;
                    all++;
                }
                after = slice.items().getLast().id().value();
            }
            assertThat(all).isEqualTo(3_838);
            assertThat(Arrays.stream(perSecond).min().orElseThrow()).isGreaterThan(64 / 2);
            assertThat(Arrays.stream(perSecond).max().orElseThrow()).isLessThan(64 * 2);
        }
    }

    @OnEachStore
    void onlyProvidersThatACheckRefersToAreAskedWhenSoConfigured(TestStore test) throws Exception {
        try (var pages = new LoopbackPages();
                var providers = providers(test, ProviderSettings.Poll.FOLLOWED)) {
            pages.answer = LoopbackPages.json(Payloads.well("Payroll"));
            Provider own =
                    providers.save(
                            ACME,
                            Optional.empty(),
                            new ProviderDraft("Payroll", pages.url(), "", ""));
            pass(providers, test, Duration.ofMinutes(2));
            assertThat(pages.requests).isEmpty();
            assertThat(providers.metrics().scheduled()).isZero();
            Follow.check(test.store(), ACME, own.id());
            pass(providers, test, Duration.ofMinutes(2));
            assertThat(pages.requests).isNotEmpty();
            assertThat(providers.metrics().scheduled()).isEqualTo(1);
            assertThat(providers.metrics().oldestContact()).isPresent();
        }
    }

    @OnEachStore
    void aCheckMayFollowOneComponent(TestStore test) throws Exception {
        try (var pages = new LoopbackPages();
                var providers = providers(test, ProviderSettings.Poll.FOLLOWED)) {
            pages.answer = LoopbackPages.json(Payloads.outage("Payroll"));
            Provider own = add(providers, test, "Payroll", pages.url());
            assertThat(providers.state(own.id(), Optional.empty())).isEmpty();
            pass(providers, test, Duration.ofMinutes(1));
            assertThat(status(providers, own, "Payments")).isEqualTo(Status.MAJOR_OUTAGE);
            assertThat(status(providers, own, "cmp000000002")).isEqualTo(Status.MAJOR_OUTAGE);
            assertThat(status(providers, own, "shop / payments")).isEqualTo(Status.MAJOR_OUTAGE);
            assertThat(status(providers, own, "Search")).isEqualTo(Status.OPERATIONAL);
            assertThat(providers.state(own.id(), Optional.of("Nothing"))).isEmpty();
            assertThat(providers.state(new ProviderId("github"), Optional.empty())).isEmpty();
            assertThat(providers.inTrouble(ACME, 5))
                    .extracting(ProviderState::provider)
                    .containsExactly(own.id());
            assertThat(providers.inTrouble(new OrganizationId("other"), 5)).isEmpty();
        }
    }

    private static Status status(Providers providers, Provider provider, String component) {
        return providers.state(provider.id(), Optional.of(component)).orElseThrow().status();
    }

    @OnEachStore
    void whatIsKnownSurvivesARestart(TestStore test) throws Exception {
        try (var pages = new LoopbackPages()) {
            pages.answer = tagged("\"v1\"", Payloads.well("Payroll"));
            Provider own;
            Instant contact;
            try (var providers = providers(test, ProviderSettings.Poll.FOLLOWED)) {
                own = add(providers, test, "Payroll", pages.url());
                pass(providers, test, Duration.ofSeconds(150));
                contact = providers.state(ACME, own.id()).orElseThrow().contact().orElseThrow();
            }
            pages.requests.clear();
            try (var providers = providers(test, ProviderSettings.Poll.FOLLOWED)) {
                ProviderState state = providers.state(ACME, own.id()).orElseThrow();
                assertThat(state.status()).isEqualTo(Status.OPERATIONAL);
                assertThat(state.contact()).contains(contact);
                pass(providers, test, Duration.ofMinutes(1));
                assertThat(pages.requests.getFirst().header("If-None-Match")).isEqualTo("\"v1\"");
            }
        }
    }
}
