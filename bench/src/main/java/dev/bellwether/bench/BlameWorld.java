package dev.bellwether.bench;

import dev.bellwether.guard.Blame;
import dev.bellwether.guard.BlameFinding;
import dev.bellwether.guard.Origin;
import dev.bellwether.guard.QueryUse;
import dev.bellwether.guard.Spill;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;

/// A company's analytics, simulated: features that ask, each in forms of its own, for customers of
/// very different size, in sessions. After an hour every feature ships a release; one of them may
/// be heavier. Seeded: the same seed is the same world.
///
/// The model, as it is stated in `docs/bench/guard-blame.md`: a form needs 40 MB (log-normal, 1.2)
/// for the average customer; customers differ in rows by a log-normal of 1.0, and queries of one
/// customer by 0.5; memory grows with the rows to the power of 0.7, half of it in doublings as hash
/// tables do; a peak is measured with a log-normal error of 0.15. A session is two to six bursts of
/// one to six queries for one customer, 3 to 23 s apart; few customers ask most.
final class BlameWorld {
    static final int FEATURES = 4;
    static final int FORMS = 8;
    static final Duration BEFORE = Duration.ofHours(1);

    private static final int CUSTOMERS = 100;
    private static final double SECONDS_A_SESSION = 6;
    private static final double GROWTH = 0.7;
    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

    /// How the heavy release is heavier. All of them multiply the feature's memory by the factor.
    enum Way {
        /// Each query needs more for the same rows.
        ALL_QUERIES,
        /// Each query reads more rows.
        MORE_ROWS,
        /// The heaviest form is written anew, and it alone is heavier.
        A_NEW_QUERY
    }

    /// What is shipped.
    ///
    /// @param factor of the one feature's memory; 1 when no release is heavier
    /// @param isCanary whether half of the queries come from the releases before, as long as it
    ///   runs
    record Shipment(double factor, Way way, boolean isCanary) {}

    /// What was found.
    ///
    /// @param queries of the heavy release until it was found; -1 when it was not
    /// @param seconds after its first query
    /// @param wrong others that were accused
    record Outcome(long queries, double seconds, int wrong) {
        boolean isFound() {
            return queries >= 0;
        }
    }

    private record Session(double at, int feature, int customer, int burstsLeft) {}

    private final Random random;
    private final double[][] bytes = new double[FEATURES][FORMS];
    private final double[][] rows = new double[FEATURES][FORMS];
    private final double[][] customers = new double[FEATURES][CUSTOMERS];
    private final Shipment shipment;
    private final int heavy;
    private final int heaviest;
    private final double formFactor;
    private final Blame blame = new Blame();
    private long heavyQueries;

    BlameWorld(long seed, Shipment shipment) {
        this.random = new Random(seed);
        this.shipment = shipment;
        for (int feature = 0; feature < FEATURES; feature++) {
            for (int form = 0; form < FORMS; form++) {
                bytes[feature][form] = 40e6 * spread(1.2);
                rows[feature][form] = 2e6 * spread(1.0);
            }
            for (int customer = 0; customer < CUSTOMERS; customer++) {
                customers[feature][customer] = spread(1.0);
            }
        }
        this.heavy = random.nextInt(FEATURES);
        int most = 0;
        double sum = 0;
        for (int form = 0; form < FORMS; form++) {
            most = bytes[heavy][form] > bytes[heavy][most] ? form : most;
            sum += bytes[heavy][form];
        }
        this.heaviest = most;
        this.formFactor = 1 + (shipment.factor() - 1) * sum / bytes[heavy][heaviest];
    }

    private double spread(double deviation) {
        return Math.exp(random.nextGaussian() * deviation);
    }

    /// Runs until the heavy release is found, or for so long after the releases.
    Outcome run(Duration after) {
        var sessions = new PriorityQueue<>(Comparator.comparingDouble(Session::at));
        double shipped = BEFORE.toSeconds();
        double end = shipped + after.toSeconds();
        double next = 0;
        double looked = 0;
        double first = Double.NaN;
        int wrong = 0;
        while (true) {
            while (sessions.isEmpty() || next <= sessions.element().at()) {
                next -= Math.log(1 - random.nextDouble()) * SECONDS_A_SESSION / FEATURES;
                sessions.add(
                        new Session(
                                next,
                                random.nextInt(FEATURES),
                                (int) (CUSTOMERS * Math.pow(random.nextDouble(), 2.5)),
                                2 + random.nextInt(5)));
            }
            Session session = sessions.remove();
            double at = session.at();
            if (at > end) {
                return new Outcome(-1, Double.NaN, wrong);
            }
            boolean isNew = at >= shipped && (!shipment.isCanary() || random.nextBoolean());
            if (isNew && session.feature() == heavy && Double.isNaN(first)) {
                first = at;
            }
            burst(session, isNew, time(at));
            if (session.burstsLeft() > 1) {
                sessions.add(
                        new Session(
                                at + 3 + 20 * random.nextDouble(),
                                session.feature(),
                                session.customer(),
                                session.burstsLeft() - 1));
            }
            if (at - looked >= 5) {
                looked = at;
                for (BlameFinding found : blame.look(time(at)).raised()) {
                    if (shipment.factor() > 1 && found.feature().equals(name(heavy))) {
                        return new Outcome(heavyQueries, at - first, wrong);
                    }
                    wrong++;
                }
            }
        }
    }

    private void burst(Session session, boolean isNew, Instant now) {
        int feature = session.feature();
        int queries = 1 + random.nextInt(6);
        for (int i = 0; i < queries; i++) {
            int form = random.nextInt(FORMS);
            long id = feature * 100L + form;
            double volume = customers[feature][session.customer()] * spread(0.5);
            double factor = 1;
            if (isNew && feature == heavy) {
                heavyQueries++;
                switch (shipment.way()) {
                    case ALL_QUERIES -> factor = shipment.factor();
                    case MORE_ROWS -> volume *= Math.pow(shipment.factor(), 1 / GROWTH);
                    case A_NEW_QUERY -> {
                        factor = form == heaviest ? formFactor : 1;
                        id += form == heaviest && shipment.factor() > 1 ? FORMS : 0;
                    }
                }
            }
            double smooth = bytes[feature][form] * Math.pow(volume, GROWTH);
            double stepped = Math.pow(2, Math.ceil(Math.log(smooth) / Math.log(2)));
            double peak = (smooth + stepped) / 2 * factor * spread(0.15);
            blame.ended(
                    new QueryUse(
                            new Origin(name(feature), isNew ? "2" : "1", Map.of()),
                            id,
                            "query " + id,
                            QueryUse.End.ANSWERED,
                            (long) peak,
                            (long) (rows[feature][form] * volume),
                            Spill.UNKNOWN,
                            Duration.ofMillis(500)),
                    now);
        }
    }

    private static Instant time(double seconds) {
        return START.plusMillis((long) (seconds * 1e3));
    }

    private static String name(int feature) {
        return "feature-" + feature;
    }

    /// All of `seeds` worlds with this shipment, one after the other.
    static List<Outcome> all(long firstSeed, int seeds, Shipment shipment, Duration after) {
        var outcomes = new ArrayList<Outcome>();
        for (int i = 0; i < seeds; i++) {
            outcomes.add(new BlameWorld(firstSeed + i, shipment).run(after));
        }
        return outcomes;
    }
}
