package dev.bellwether.bench;

import dev.bellwether.analytics.EventSettings;
import dev.bellwether.analytics.EventStore;
import dev.bellwether.experiment.FlagBook;
import dev.bellwether.experiment.FlagNotes;
import dev.bellwether.experiment.FlagRoom;
import dev.bellwether.experiment.FlagSet;
import dev.bellwether.experiment.PlainValue;
import dev.bellwether.experiment.Visitor;
import dev.bellwether.model.Actor;
import dev.bellwether.model.Site;
import dev.bellwether.people.Acceptance;
import dev.bellwether.people.Client;
import dev.bellwether.people.InstanceKey;
import dev.bellwether.people.People;
import dev.bellwether.people.PeopleSettings;
import dev.bellwether.people.Principal;
import dev.bellwether.store.Store;
import dev.bellwether.store.StoreSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/// The second half of `assign`: all 50 flags of [AssignWorld] for one visitor after another, by
/// OFREP over HTTP, from the whole program in a process of its own; wrk asks, on the same machine.
/// Exposures are logged as always.
final class AssignOverHttp {
    static final double BAR_A_SECOND = 10_000;

    private static final int SECONDS = 10;
    private static final int RUNS = 3;
    private static final int SEED = 7;
    private static final Actor BY = Actor.automation("bench", "assign");
    private static final JsonMapper JSON = new JsonMapper();

    private AssignOverHttp() {}

    /// @return whether the bar holds; false too when there is no wrk
    static boolean run(PrintStream out) throws IOException {
        var wrk = Program.find("wrk");
        if (wrk.isEmpty()) {
            out.println("bar assign over HTTP: not measured (wrk is not installed)");
            return false;
        }
        Path data = Files.createTempDirectory("assign");
        try {
            String key = fill(data);
            Path script = script(data, key);
            try (var program =
                    new ScaleOurs(
                            data,
                            List.of("-Xmx512m"),
                            Map.of("BELLWETHER_WATCH_PROVIDERS", "none"))) {
                awaitReady(program);
                return measure(out, wrk.get(), script, program);
            }
        } finally {
            PageLost.remove(data);
        }
    }

    private static boolean measure(PrintStream out, String wrk, Path script, ScaleOurs program) {
        int port = program.address().getPort();
        Wrk.Result warm = Wrk.post(wrk, port, script, SECONDS);
        double before = program.meter().cpuSeconds();
        List<Wrk.Result> runs =
                IntStream.range(0, RUNS)
                        .mapToObj(run -> Wrk.post(wrk, port, script, SECONDS))
                        .toList();
        double cores = (program.meter().cpuSeconds() - before) / (RUNS * SECONDS);
        Wrk.Result middle = Wrk.median(runs);
        boolean holds = middle.rate() >= BAR_A_SECOND;
        out.printf(
                Locale.ROOT,
                "%nall 50 flags by OFREP over HTTP: %,.0f answers/s (cold: %,.0f), p50 %.1f ms,"
                        + " p99 %.1f ms; the program took %.2f cores, wrk on the same machine%n"
                        + "bar assign over HTTP: %s (bar: at least %,.0f answers/s)%n",
                middle.rate(),
                warm.rate(),
                middle.p50Millis(),
                middle.p99Millis(),
                cores,
                holds ? "holds" : "falls short",
                BAR_A_SECOND);
        return holds;
    }

    private static void awaitReady(ScaleOurs program) throws IOException {
        long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (!isReady(program)) {
            if (System.nanoTime() > end || !program.isAlive()) {
                throw new IOException("The program did not begin");
            }
            LockSupport.parkNanos(100_000_000);
        }
    }

    private static boolean isReady(ScaleOurs program) throws IOException {
        try {
            var ready =
                    (HttpURLConnection)
                            program.address()
                                    .resolve("/ofrep/v1/configuration")
                                    .toURL()
                                    .openConnection();
            // Nobody's key: the API is there once it says so.
            return ready.getResponseCode() == HttpURLConnection.HTTP_UNAUTHORIZED;
        } catch (ConnectException e) {
            return false;
        }
    }

    /// @return the site's key
    private static String fill(Path data) {
        InstantSource clock = InstantSource.system();
        try (Store store = Store.open(StoreSettings.sqlite(data.resolve("bellwether.db")), clock);
                var events = EventStore.open(EventSettings.in(data.resolve("events")), clock)) {
            var key = InstanceKey.open(data.resolve("secret.key"));
            var people = new People(store, clock, key, PeopleSettings.defaults());
            Principal owner =
                    people.invitations()
                            .accept(
                                    people.invitations().firstStart().orElseThrow().token(),
                                    new Acceptance("Ada", ScaleOurs.EMAIL, ScaleOurs.PASSWORD),
                                    new Client("127.0.0.1", "bench"))
                            .session()
                            .principal();
            Site site = people.sites().make(owner, "Shop", 90);
            try (var room = new FlagRoom(store, people.sites()::all, events)) {
                save(room.book(), site);
            }
            return site.key();
        }
    }

    private static void save(FlagBook book, Site site) {
        FlagSet set = AssignWorld.flags();
        var open = new FlagNotes("", true, Set.of());
        set.segments().forEach(one -> book.save(site, one, FlagBook.NEW, BY));
        set.groups().forEach(one -> book.save(site, one, FlagBook.NEW, BY));
        set.flags().forEach(one -> book.save(site, one, open, FlagBook.NEW, BY));
        set.holdouts().forEach(one -> book.save(site, one, FlagBook.NEW, BY));
    }

    /// A visitor after another, so that no answer is the one before.
    private static Path script(Path data, String key) throws IOException {
        var bodies = data.resolve("bodies.txt");
        var lines = new StringBuilder();
        for (Visitor visitor : AssignWorld.visitors(new Random(SEED))) {
            Map<String, Object> context = new LinkedHashMap<>();
            context.put(Visitor.KEY, visitor.key());
            visitor.attributes().forEach((name, value) -> context.put(name, PlainValue.of(value)));
            lines.append(JSON.writeValueAsString(Map.of("context", context))).append('\n');
        }
        Files.writeString(bodies, lines);
        return Files.writeString(
                data.resolve("ask.lua"),
                """
                wrk.method = "POST"
                wrk.path = "/ofrep/v1/evaluate/flags"
                wrk.headers["Content-Type"] = "application/json"
                wrk.headers["Authorization"] = "Bearer %s"
                local bodies = {}
                for line in io.lines("%s") do bodies[#bodies + 1] = line end
                local at = 0
                request = function()
                  at = at %% #bodies + 1
                  return wrk.format(nil, nil, nil, bodies[at])
                end
                """
                        .formatted(key, bodies));
    }
}
