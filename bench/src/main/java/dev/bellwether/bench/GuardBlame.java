package dev.bellwether.bench;

import dev.bellwether.bench.BlameWorld.Outcome;
import dev.bellwether.bench.BlameWorld.Shipment;
import dev.bellwether.bench.BlameWorld.Way;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Is the release that sends heavier queries found, how soon, and is another ever accused?
///
/// Fifty releases between 1.1 and 4 times the memory, in three ways, half of them as canaries, each
/// in a [BlameWorld] of its own beside three harmless ones; then worlds in which no release is
/// heavier: 250, or as many as `-Dbellwether.guard-blame.worlds` says.
final class GuardBlame {
    private static final int RELEASES = 50;
    private static final Duration AFTER = Duration.ofHours(2);
    private static final double WORTH_FINDING = 1.3;
    private static final long SEED = 20_261_123;

    private GuardBlame() {}

    private record Made(Shipment shipment, Outcome outcome) {}

    static int run(PrintStream out) {
        int worlds = Integer.getInteger("bellwether.guard-blame.worlds", 250);
        var random = new Random(SEED);
        var made = new ArrayList<Made>();
        out.println("factor  way          canary  found  queries  seconds  others accused");
        for (int i = 0; i < RELEASES; i++) {
            double factor = 1.1 * Math.pow(4 / 1.1, i / (RELEASES - 1.0));
            var shipment = new Shipment(factor, Way.values()[i % Way.values().length], i % 2 == 1);
            Outcome outcome = new BlameWorld(random.nextLong(), shipment).run(AFTER);
            made.add(new Made(shipment, outcome));
            out.printf(
                    Locale.ROOT,
                    "%6.2f  %-11s  %-6s  %-5s  %7s  %7s  %d%n",
                    factor,
                    shipment.way().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    shipment.isCanary() ? "yes" : "no",
                    outcome.isFound() ? "yes" : "no",
                    outcome.isFound() ? outcome.queries() : "-",
                    outcome.isFound() ? "%.0f".formatted(outcome.seconds()) : "-",
                    outcome.wrong());
        }
        int accused = 0;
        for (boolean isCanary : new boolean[] {false, true}) {
            accused +=
                    BlameWorld.all(
                                    SEED + (isCanary ? worlds : 0),
                                    worlds / 2,
                                    new Shipment(1, Way.ALL_QUERIES, isCanary),
                                    AFTER)
                            .stream()
                            .mapToInt(Outcome::wrong)
                            .sum();
        }
        int harmless = worlds / 2 * 2 * BlameWorld.FEATURES;
        List<Made> worth =
                made.stream().filter(one -> one.shipment().factor() >= WORTH_FINDING).toList();
        long found = worth.stream().filter(one -> one.outcome().isFound()).count();
        int beside = made.stream().mapToInt(one -> one.outcome().wrong()).sum();
        out.printf("%nof 1.3 times and more: %d of %d found%n", found, worth.size());
        told(out, "1.3 to 2 times", worth, 0, 2);
        told(out, "2 times and more", worth, 2, 99);
        out.printf(
                "harmless releases accused: %d of %d, and %d of %d beside heavy ones%n",
                accused, harmless, beside, RELEASES * (BlameWorld.FEATURES - 1));
        out.println(
                "right feature named: an accusation names its feature; those of others are counted"
                        + " above");
        boolean holds =
                found >= 0.95 * worth.size()
                        && accused <= 0.01 * harmless
                        && beside <= 0.01 * RELEASES * (BlameWorld.FEATURES - 1);
        out.println("bar guard-blame: " + (holds ? "holds" : "falls short"));
        return holds ? 0 : 1;
    }

    private static void told(
            PrintStream out, String what, List<Made> made, double from, double below) {
        List<Outcome> found =
                made.stream()
                        .filter(one ->
                                one.shipment().factor() >= from && one.shipment().factor() < below)
                        .map(Made::outcome)
                        .filter(Outcome::isFound)
                        .toList();
        if (!found.isEmpty()) {
            long[] queries = found.stream().mapToLong(Outcome::queries).sorted().toArray();
            double[] seconds = found.stream().mapToDouble(Outcome::seconds).sorted().toArray();
            out.printf(
                    Locale.ROOT,
                    "until found, %s: median %d queries (%.0f s), most %d (%.0f s)%n",
                    what,
                    queries[queries.length / 2],
                    seconds[seconds.length / 2],
                    queries[queries.length - 1],
                    seconds[seconds.length - 1]);
        }
    }
}
