package dev.bellwether.statuspage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.PasswordHasher;
import dev.bellwether.model.StatusPage;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.io.TempDir;

/// A private page is read by those who have its password or sit in its networks, and by nobody
/// else: not its feeds, not its JSON, not the files beside it; with the database or without.
class PrivatePagesTest {
    /// As slow ones, without being slow.
    private static final PasswordHasher QUICK =
            new PasswordHasher() {
                @Override
                public Optional<String> hash(String password) {
                    return Optional.of("hash of " + password);
                }

                @Override
                public Optional<Boolean> matches(String password, String stored) {
                    return Optional.of(stored.equals("hash of " + password));
                }
            };

    private static final String PASSWORD = "correct horse";

    @TempDir private Path data;

    @OnEachStore
    void nothingOfItIsSeenWithoutThePassword(TestStore test) throws Exception {
        try (var running = open(test, password())) {
            for (String path :
                    List.of("/", "/p/shop/", "/incidents/openone/", "/uptime/", "/subscribe/")) {
                var html = running.get(path);
                assertThat(html.statusCode()).as(path).isEqualTo(401);
                assertThat(text(html)).contains("type=\"password\"").doesNotContain("API");
                assertThat(html.headers().firstValue("Cache-Control"))
                        .contains("private, no-cache");
                assertThat(html.headers().firstValue("ETag")).isEmpty();
                assertThat(html.headers().firstValue("Content-Security-Policy").orElseThrow())
                        .contains("form-action 'self'");
            }
            for (String path :
                    List.of(
                            "/api/v2/summary.json",
                            "/history.atom",
                            "/history.ics",
                            "/badge.svg",
                            "/uptime.csv")) {
                var file = running.get(path);
                assertThat(file.statusCode()).as(path).isEqualTo(401);
                assertThat(file.headers().firstValue("WWW-Authenticate").orElseThrow())
                        .startsWith("Basic");
                assertThat(file.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
                assertThat(text(file))
                        .as("a program is told how to sign in, and gets no form")
                        .contains("private", "?key=", "HTTP Basic")
                        .doesNotContain("Some API calls fail", "<html");
                assertThat(file.headers().firstValue("Content-Type").orElseThrow())
                        .startsWith(path.endsWith(".json") ? "application/json" : "text/plain");
            }
            assertThat(running.get("/embed/").statusCode()).isEqualTo(404);
            assertThat(running.get("/p/shop/nothing/here").statusCode()).isEqualTo(401);
        }
    }

    @OnEachStore
    void thePasswordOpensItUntilItIsAnother(TestStore test) throws Exception {
        try (var running = open(test, password())) {
            var wrong = signIn(running, "/incidents/openone/", "wrong guess");
            assertThat(wrong.statusCode()).isEqualTo(401);
            assertThat(text(wrong)).contains("That password is not right.");
            var right = signIn(running, "/incidents/openone/", PASSWORD);
            assertThat(right.statusCode()).isEqualTo(303);
            assertThat(right.headers().firstValue("Location")).contains("/incidents/openone/");
            String set = right.headers().firstValue("Set-Cookie").orElseThrow();
            assertThat(set).contains("HttpOnly").contains("SameSite=Lax").contains("Path=/;");
            String cookie = set.substring(0, set.indexOf(';'));
            var page = running.get("/incidents/openone/", "Cookie", cookie);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(text(page)).contains("Some API calls fail");
            assertThat(page.headers().firstValue("Cache-Control")).contains("private, no-cache");
            String tag = page.headers().firstValue("ETag").orElseThrow();
            assertThat(running.get("/incidents/openone/", "If-None-Match", tag).statusCode())
                    .isEqualTo(401);
            assertThat(running.get("/", "Cookie", cookie + "x").statusCode()).isEqualTo(401);

            test.clock().move(Duration.ofDays(15));
            assertThat(running.get("/", "Cookie", cookie).statusCode()).isEqualTo(401);

            String later = cookie(signIn(running, "/", PASSWORD));
            assertThat(running.get("/", "Cookie", later).statusCode()).isEqualTo(200);
            save(test, access(Optional.of("another one"), List.of(), false));
            running.work(test);
            assertThat(running.get("/", "Cookie", later).statusCode()).isEqualTo(401);
        }
    }

    @OnEachStore
    void whoLeavesIsAskedAgain(TestStore test) throws Exception {
        try (var running = open(test, password())) {
            for (String path :
                    List.of("/uptime/", "/p/shop/uptime/", "/p/shop/incidents/openone/")) {
                String cookie = cookie(signIn(running, path, PASSWORD));
                var page =
                        Jsoup.parse(text(running.get(path, "Cookie", cookie)), "http://x" + path);
                String out = page.select("footer form[method=post]").attr("abs:action");
                assertThat(out).isEqualTo("http://x" + root(path) + "sign-out/");

                var crossed =
                        running.form(root(path) + "sign-out/", "", "Sec-Fetch-Site", "cross-site");
                assertThat(crossed.statusCode()).isEqualTo(403);
                assertThat(crossed.headers().firstValue("Set-Cookie")).isEmpty();

                var left = running.form(root(path) + "sign-out/", "", "Cookie", cookie);
                assertThat(left.statusCode()).isEqualTo(303);
                assertThat(left.headers().firstValue("Location")).contains(root(path));
                assertThat(left.headers().firstValue("Set-Cookie").orElseThrow())
                        .startsWith(cookie.substring(0, cookie.indexOf('=') + 1))
                        .contains("Expires=Thu, 01 Jan 1970")
                        .contains("Path=" + root(path) + ";");
            }
            save(test, access(Optional.empty(), List.of("127.0.0.0/8"), false));
            running.work(test);
            assertThat(text(running.get("/"))).doesNotContain("sign-out");
        }
    }

    private static String root(String path) {
        return path.startsWith("/p/") ? "/p/shop/" : "/";
    }

    @OnEachStore
    void feedsAreReadWithTheKeyThatThePageNames(TestStore test) throws Exception {
        try (var running = open(test, password())) {
            StatusPage page = page(test);
            String key = running.pages.feedKey(page).orElseThrow();
            assertThat(running.get("/history.atom?key=" + key).statusCode()).isEqualTo(200);
            assertThat(running.get("/history.atom?key=" + key + "x").statusCode()).isEqualTo(401);
            String basic =
                    Base64.getEncoder()
                            .encodeToString(("reader:" + key).getBytes(StandardCharsets.UTF_8));
            assertThat(
                            running.get("/api/v2/summary.json", "Authorization", "Basic " + basic)
                                    .statusCode())
                    .isEqualTo(200);
            String cookie = cookie(signIn(running, "/", PASSWORD));
            assertThat(text(running.get("/subscribe/", "Cookie", cookie)))
                    .contains("history.atom?key=" + key);
        }
    }

    @OnEachStore
    void guessingIsSlowedDown(TestStore test) throws Exception {
        try (var running = open(test, password())) {
            for (int i = 0; i < 5; i++) {
                assertThat(signIn(running, "/", "guess " + i).statusCode()).isEqualTo(401);
            }
            assertThat(signIn(running, "/", PASSWORD).statusCode()).isEqualTo(429);
            test.clock().move(Duration.ofSeconds(2));
            assertThat(signIn(running, "/", PASSWORD).statusCode()).isEqualTo(303);
        }
    }

    @OnEachStore
    void anotherSiteCannotSignItsVisitorsIn(TestStore test) throws Exception {
        try (var running = open(test, password())) {
            var crossed = running.form("/", "password=" + PASSWORD, "Sec-Fetch-Site", "cross-site");
            assertThat(crossed.statusCode()).isEqualTo(403);
            var foreign =
                    running.form("/", "password=" + PASSWORD, "Origin", "https://evil.example");
            assertThat(foreign.statusCode()).isEqualTo(403);
        }
    }

    @OnEachStore
    void networksAloneOrWithThePassword(TestStore test) throws Exception {
        try (var running = open(test, access(Optional.empty(), List.of("10.0.0.0/8"), false))) {
            var outside = running.get("/");
            assertThat(outside.statusCode()).isEqualTo(403);
            assertThat(text(outside)).contains("certain networks").doesNotContain("<form");

            save(test, access(Optional.empty(), List.of("127.0.0.0/8"), false));
            running.work(test);
            assertThat(running.get("/").statusCode()).isEqualTo(200);
            assertThat(running.get("/history.atom").statusCode()).isEqualTo(200);

            save(test, access(Optional.of(PASSWORD), List.of("127.0.0.0/8"), false));
            running.work(test);
            assertThat(running.get("/").statusCode()).isEqualTo(200);

            save(test, access(Optional.of(PASSWORD), List.of("127.0.0.0/8"), true));
            running.work(test);
            assertThat(running.get("/").statusCode()).isEqualTo(401);

            save(test, access(Optional.of(PASSWORD), List.of("10.0.0.0/8"), true));
            running.work(test);
            assertThat(running.get("/").statusCode()).isEqualTo(403);
            assertThat(signIn(running, "/", PASSWORD).statusCode()).isEqualTo(403);
        }
    }

    @OnEachStore
    void itStaysPrivateAndReadableWhenTheDatabaseIsGone(TestStore test) throws Exception {
        String cookie;
        try (var running = open(test, password())) {
            cookie = cookie(signIn(running, "/", PASSWORD));
        }
        test.store().close();
        var again = new PublishedPages(settings(), test.clock());
        try (var running = new Running(again)) {
            assertThat(running.get("/").statusCode()).isEqualTo(401);
            assertThat(running.get("/", "Cookie", cookie).statusCode()).isEqualTo(200);
            assertThat(signIn(running, "/", PASSWORD).statusCode()).isEqualTo(303);
        }
    }

    @OnEachStore
    void nothingOfItIsWrittenForAnyWebServer(TestStore test) throws Exception {
        Path www = data.resolve("www");
        try (var running = open(test, PageSpec.Access.OPEN)) {
            assertThat(www.resolve("shop/index.html")).exists();
        }
        // In another run of the server it becomes private.
        save(test, password());
        var pages = new PublishedPages(settings(), test.clock());
        pages.jobs(test.store()).forEach(job -> job.run(test.clock().instant()));
        assertThat(www.resolve("shop")).doesNotExist();
        try (var files = Files.walk(www)) {
            assertThat(files.filter(Files::isRegularFile).map(f -> "" + f.getFileName()).toList())
                    .containsExactly(".bellwether.json");
        }
    }

    @OnEachStore
    void theHashIsNeverGivenOutAndAPasswordStaysUntilItIsTakenAway(TestStore test) {
        Shop.open(test.store(), pages(test), test.clock().instant(), "shop");
        save(test, password());
        StatusPage page = page(test);
        assertThat(page.access().password()).isTrue();
        assertThat(page.access().passwordHash()).isEmpty();
        // Saved again as it was read: the password stays.
        pages(test).update(Shop.ACME, page.id(), PageSpec.of(page), Shop.ME);
        assertThat(pages(test).find(Shop.ACME, page.id()).orElseThrow().access().passwordHash())
                .contains("hash of " + PASSWORD);
        // Saved by a program that knows nothing of access: it stays private.
        PageSpec old = PageSpec.of(page);
        var without =
                new PageSpec(
                        old.slug(),
                        old.name(),
                        old.description(),
                        old.url(),
                        old.domain(),
                        old.timeZone(),
                        old.main(),
                        old.groups(),
                        old.components(),
                        old.supportUrl(),
                        old.look());
        assertThat(pages(test).update(Shop.ACME, page.id(), without, Shop.ME).access().password())
                .isTrue();
        save(test, PageSpec.Access.OPEN);
        assertThat(page(test).access().isOpen()).isTrue();
        var nothingToKeep =
                new PageSpec.Access(true, Optional.empty(), List.of("not one"), false, false);
        assertThatThrownBy(() -> save(test, nothingToKeep))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("not one");
    }

    private static PageSpec.Access password() {
        return access(Optional.of(PASSWORD), List.of(), false);
    }

    private static PageSpec.Access access(
            Optional<String> password, List<String> networks, boolean both) {
        return new PageSpec.Access(password.isPresent(), password, networks, both, false);
    }

    private Running open(TestStore test, PageSpec.Access access) throws Exception {
        Shop.open(test.store(), pages(test), test.clock().instant(), "shop");
        save(test, access);
        var running = new Running(new PublishedPages(settings(), test.clock()));
        running.with(running.pages.jobs(test.store()));
        running.work(test);
        return running;
    }

    private PageSettings settings() {
        return new PageSettings(
                        Optional.of(data), Optional.of(data.resolve("www")), "https://x.example")
                .with(new Locks(QUICK, "a secret of this test"));
    }

    private static StatusPages pages(TestStore test) {
        return new StatusPages(test.store(), QUICK);
    }

    private static StatusPage page(TestStore test) {
        return pages(test).list(Shop.ACME).getFirst();
    }

    private static void save(TestStore test, PageSpec.Access access) {
        StatusPage page = page(test);
        PageSpec spec = PageSpec.of(page).withAccess(access);
        pages(test).update(Shop.ACME, page.id(), spec, Shop.ME);
    }

    private static HttpResponse<byte[]> signIn(Running running, String path, String password)
            throws Exception {
        return running.form(path, "password=" + password.replace(' ', '+'));
    }

    private static String cookie(HttpResponse<byte[]> signedIn) {
        String set = signedIn.headers().firstValue("Set-Cookie").orElseThrow();
        return set.substring(0, set.indexOf(';'));
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
