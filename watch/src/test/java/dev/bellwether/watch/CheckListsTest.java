package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Check;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.CheckState;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ProviderId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import dev.bellwether.store.Json;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.Store;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;

/// A list of ten thousand checks is filtered, sorted, counted and searched by reading one page.
class CheckListsTest {
    private static final OrganizationId ACME = TestProbes.ACME;
    private static final int MANY = 10_000;
    private static final int DOWN = 30;

    @OnEachStore
    void aPageOfTenThousandIsTwoQueriesAndOnePageOfDocuments(TestStore test) {
        fill(test.store());
        var queries = new AtomicInteger();
        List<CheckListed> worst =
                test.store()
                        .read(sql -> {
                            sql.setSqlLogger(counting(queries));
                            return CheckListRows.part(
                                    sql,
                                    ACME,
                                    CheckFilter.ALL,
                                    CheckFilter.Order.WORST,
                                    9_900,
                                    50,
                                    new CheckSeal(TestProbes.SECRETS));
                        });
        assertThat(queries).hasValue(2);
        assertThat(worst).hasSize(50);
        assertThat(lists(test).counts(ACME, CheckFilter.ALL))
                .isEqualTo(Map.of(CheckStanding.DOWN, DOWN, CheckStanding.UNKNOWN, MANY - DOWN));
    }

    @OnEachStore
    void allPagesTogetherHaveEveryCheckOnceAndTheWorstFirst(TestStore test) {
        fill(test.store());
        CheckLists lists = lists(test);
        var seen = new ArrayList<CheckId>();
        for (int from = 0; from < MANY; from += 200) {
            lists.part(ACME, CheckFilter.ALL, CheckFilter.Order.WORST, from, 200)
                    .forEach(listed -> seen.add(listed.check().id()));
        }
        assertThat(new HashSet<>(seen)).hasSize(MANY);
        assertThat(seen).hasSize(MANY);
        Set<CheckId> down =
                new HashSet<>(lists.ids(ACME, standing(CheckStanding.DOWN), Checks.MOST));
        assertThat(seen.subList(0, DOWN)).allMatch(down::contains);
        assertThat(lists.part(ACME, standing(CheckStanding.DOWN), CheckFilter.Order.NAME, 0, 200))
                .hasSize(DOWN)
                .allMatch(listed -> listed.verdict().orElseThrow().state() == CheckState.DOWN);
    }

    @OnEachStore
    void filtersNarrowAndNobodySeesAnothersChecks(TestStore test) {
        save(test, check("a1", "Shop", "shop", CheckSpec.Http.get("https://Shop.Example/x")));
        save(test, check("a2", "Mail", "post", new CheckSpec.Ping("mail.example")));
        save(test, check("a3", "100% of ÄPFEL", "post", new CheckSpec.Ping("fruit.example")));
        CheckLists lists = lists(test);
        assertThat(names(lists, words("äpfel"))).containsExactly("100% of ÄPFEL");
        assertThat(names(lists, words("%"))).containsExactly("100% of ÄPFEL");
        assertThat(names(lists, words("shop.example"))).containsExactly("Shop");
        assertThat(names(lists, words("a2"))).containsExactly("Mail");
        var pings =
                new CheckFilter(
                        "",
                        Optional.empty(),
                        Optional.of(CheckSpec.Ping.class),
                        Optional.of(new ServiceId("post")));
        assertThat(names(lists, pings)).containsExactly("100% of ÄPFEL", "Mail");
        assertThat(lists.counts(new OrganizationId("other"), CheckFilter.ALL)).isEmpty();
        assertThat(lists.search(new OrganizationId("other"), "shop", 5)).isEmpty();
    }

    @OnEachStore
    void aPathOrQueryIsNeverSoughtForItMayBeSecret(TestStore test) {
        save(test, check("a1", "Shop", "shop", CheckSpec.Http.get("https://x.example/?key=hush")));
        assertThat(names(lists(test), words("hush"))).isEmpty();
        assertThat(lists(test).search(ACME, "hush", 5)).isEmpty();
    }

    @OnEachStore
    void theBestFitIsFoundFirst(TestStore test) {
        save(test, check("b1", "Inner api gateway", "s", new CheckSpec.Ping("one.example")));
        save(test, check("b2", "Rapids", "s", new CheckSpec.Ping("two.example")));
        save(test, check("b3", "API of the shop", "s", new CheckSpec.Ping("three.example")));
        save(test, check("b4", "api", "s", new CheckSpec.Ping("four.example")));
        assertThat(lists(test).search(ACME, "API", 10))
                .extracting(CheckFound::name)
                .containsExactly("api", "API of the shop", "Inner api gateway", "Rapids");
        assertThat(lists(test).search(ACME, "api", 2)).hasSize(2);
        assertThat(lists(test).search(ACME, "b2", 5)).extracting(CheckFound::rank).contains(0);
    }

    @OnEachStore
    void rowsOfAnOlderVersionAreFilledIn(TestStore test) {
        save(
                test,
                check("c1", "Shop", "s", new CheckSpec.ProviderPage(github(), Optional.empty())));
        test.store()
                .run(tx -> tx.sql().execute("UPDATE checks SET kind = '', sought = '', host = ''"));
        assertThat(names(lists(test), words("shop"))).isEmpty();
        new CheckColumns.Fill(test.store()).run(test.clock().instant());
        assertThat(names(lists(test), words("shop"))).containsExactly("Shop");
        assertThat(lists(test).followed(ACME))
                .isEqualTo(Map.of(github(), Set.of(new ServiceId("s"))));
    }

    /// Such a release writes the document and the columns that it knows, and knows no labels.
    @OnEachStore
    void labelsOutliveASaveByAReleaseThatDoesNotKnowThem(TestStore test) {
        Check shop =
                check("l1", "Shop", "s", CheckSpec.Http.get("https://a.example/"), "eu", "prod_1");
        save(test, shop);
        test.store()
                .run(tx ->
                        tx.sql()
                                .createUpdate(
                                        "UPDATE checks SET name = 'Till', sought = 'till', body = :body")
                                .bind(
                                        "body",
                                        Json.write(shop)
                                                .replace(",\"labels\":[\"eu\",\"prod_1\"]", "")
                                                .replace("\"Shop\"", "\"Till\""))
                                .execute());
        Check saved = stored(test, "l1");
        assertThat(saved.name()).isEqualTo("Till");
        assertThat(saved.labels()).containsExactly("eu", "prod_1");
        List<Check> all = test.store().read(sql -> CheckRows.list(sql, ACME, "", 10));
        assertThat(all).containsExactly(saved);
        assertThat(lists(test).part(ACME, CheckFilter.ALL, CheckFilter.Order.NAME, 0, 10))
                .extracting(CheckListed::check)
                .containsExactly(saved);

        new CheckColumns.Fill(test.store()).run(test.clock().instant());
        assertThat(names(lists(test), words("#eu"))).containsExactly("Till");
        assertThat(stored(test, "l1")).isEqualTo(saved);
    }

    /// Labels were first kept in the document alone.
    @OnEachStore
    void labelsThatOnlyTheDocumentHasAreReadAndSetBesideIt(TestStore test) {
        Check shop = check("l1", "Shop", "s", CheckSpec.Http.get("https://a.example/"), "eu");
        save(test, shop);
        test.store().run(tx -> tx.sql().execute("UPDATE checks SET labels = NULL"));
        assertThat(stored(test, "l1")).isEqualTo(shop);
        new CheckColumns.Fill(test.store()).run(test.clock().instant());
        List<CheckRows.Text> beside =
                test.store().read(sql -> CheckRows.which(sql, "labels = ' #eu'", 2));
        assertThat(beside).hasSize(1);
        save(test, check("l1", "Shop", "s", CheckSpec.Http.get("https://a.example/")));
        assertThat(stored(test, "l1").labels()).isEmpty();
    }

    @OnEachStore
    void whoFollowsAProviderIsFoundByAnIndexAndAlsoInRowsOfAnOlderVersion(TestStore test) {
        Store store = test.store();
        save(test, check("f1", "GitHub", "shop", page(github())));
        save(test, check("f2", "GitHub again", "shop", page(github())));
        save(test, check("f3", "GitHub", "mail", page(github())));
        save(test, check("f4", "Stripe", "shop", page(new ProviderId("stripe"))));
        save(test, check("f5", "github", "shop", CheckSpec.Http.get("https://github/x")));
        for (boolean older : new boolean[] {false, true}) {
            if (older) {
                store.run(tx -> tx.sql().execute("UPDATE checks SET kind = '', host = ''"));
            }
            Set<FollowedRows.Followed> gitHub = store.read(sql -> FollowedRows.of(sql, github()));
            assertThat(gitHub)
                    .extracting(one -> one.organization().value() + "/" + one.service().value())
                    .containsExactlyInAnyOrder("acme/shop", "acme/mail");
            assertThat(followedBy(store, ACME))
                    .extracting(one -> one.provider().value())
                    .containsExactlyInAnyOrder("github", "stripe");
            assertThat(followedBy(store, new OrganizationId("other"))).isEmpty();
        }
    }

    private static Set<FollowedRows.Followed> followedBy(Store store, OrganizationId organization) {
        return store.read(sql -> FollowedRows.by(sql, organization, new ServiceId("shop")));
    }

    private static CheckSpec page(ProviderId provider) {
        return new CheckSpec.ProviderPage(provider, Optional.empty());
    }

    private static ProviderId github() {
        return new ProviderId("github");
    }

    private static CheckFilter words(String words) {
        return new CheckFilter(words, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static CheckFilter standing(CheckStanding standing) {
        return new CheckFilter("", Optional.of(standing), Optional.empty(), Optional.empty());
    }

    private static List<String> names(CheckLists lists, CheckFilter filter) {
        return lists.part(ACME, filter, CheckFilter.Order.NAME, 0, 50).stream()
                .map(listed -> listed.check().name())
                .toList();
    }

    private static CheckLists lists(TestStore test) {
        return new CheckLists(test.store(), new CheckSeal(TestProbes.SECRETS));
    }

    private static Check stored(TestStore test, String id) {
        return test.store().read(sql -> CheckRows.find(sql, ACME, new CheckId(id)).orElseThrow());
    }

    private static void save(TestStore test, Check check) {
        test.store().run(tx -> CheckRows.save(tx, check, Optional.empty()));
    }

    static Check check(String id, String name, String service, CheckSpec spec, String... labels) {
        return new Check(
                new CheckId(id),
                ACME,
                new ServiceId(service),
                name,
                spec,
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                Optional.empty(),
                Status.MAJOR_OUTAGE,
                Check.Recovery.DEFAULT,
                List.of(),
                false,
                List.of(labels));
    }

    private static void fill(Store store) {
        store.run(tx -> {
            for (int i = 0; i < MANY; i++) {
                String id = "c%05d".formatted(i);
                CheckRows.save(
                        tx,
                        check(id, "Check " + id, "s" + i % 100, new CheckSpec.Ping("x.example")),
                        Optional.empty());
                if (i % (MANY / DOWN) == 0 && i / (MANY / DOWN) < DOWN) {
                    down(tx, id, "s" + i % 100);
                }
            }
        });
    }

    private static void down(dev.bellwether.store.Tx tx, String id, String service) {
        VerdictState state =
                VerdictState.settled(
                        CheckState.DOWN, Status.MAJOR_OUTAGE, "[STATUS] 503", tx.now(), List.of());
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO check_state (check_id, organization, service, verdict, standing, body)
                        VALUES (:id, :organization, :service, 'v1', :standing, :body)
                        """)
                .bind("id", id)
                .bind("organization", ACME)
                .bind("service", service)
                .bind("standing", CheckStanding.of(state).name())
                .bind("body", Json.write(state))
                .execute();
    }

    private static SqlLogger counting(AtomicInteger queries) {
        return new SqlLogger() {
            @Override
            public void logAfterExecution(StatementContext context) {
                queries.incrementAndGet();
            }
        };
    }
}
