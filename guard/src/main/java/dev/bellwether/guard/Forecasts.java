package dev.bellwether.guard;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;

/// What forms of queries needed, and what they will need. Safe for several threads.
///
/// A forecast is the form's [Envelope] at so many rows times a factor by [Coverage]: that of the
/// query's family, or the one for what is less sure. Nothing rests on its being right: the cap of a
/// query is what the ledger gave it.
final class Forecasts {
    /// Less is not worth telling apart: a node accounts memory by 4 MiB of each thread
    /// (`max_untracked_memory`), so that a query of two threads that needs next to nothing shows
    /// anything up to a little less.
    static final long LEAST = 10L << 20;

    /// A form that was seen to need more holds something that may grow with its rows.
    static final long MAY_GROW = 5L << 20;

    private static final Coverage NONE = new Coverage();

    /// Runs of a form before it is known.
    static final int ENOUGH = 3;

    private static final int MAX_FORMS = 10_000;

    private final Map<Long, Envelope> forms =
            new LinkedHashMap<>(64, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, Envelope> eldest) {
                    return size() > MAX_FORMS;
                }
            };

    /// Forms whose runs were too short to be seen: how many, and a cap that was enough for all.
    private final Map<Long, Fitted> fitted =
            new LinkedHashMap<>(64, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, Fitted> eldest) {
                    return size() > MAX_FORMS;
                }
            };

    private record Fitted(int runs, long cap) {}

    /// What was last said of a known form, for people.
    private final Map<Long, Long> last =
            new LinkedHashMap<>(64, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
                    return size() > MAX_FORMS;
                }
            };

    private final Map<Shape.Family, Coverage> coverage = new EnumMap<>(Shape.Family.class);

    /// Of all families together, for one that has too few.
    private Coverage all = new Coverage();

    /// Of all families, for more rows than were seen: there are too few of each. Forms that hardly
    /// grew so far apart: what they need is known better.
    private Coverage beyond = Coverage.beyond();

    private Coverage flat = Coverage.beyond();

    /// Of all families, for rows that were seen once or twice: less sure than what was seen often.
    private Coverage few = new Coverage();

    private final Map<Shape.Family, Envelope> families = new EnumMap<>(Shape.Family.class);

    /// @param rows that the query is expected to read; 0 when nobody can tell, and then it is taken
    ///   to need what its form needed at most
    synchronized Forecast of(long fingerprint, Shape.Family family, long rows, Instant now) {
        Forecast forecast = forecast(fingerprint, family, rows, now);
        if (forecast instanceof Forecast.Known known) {
            last.put(fingerprint, known.bytes());
        }
        return forecast;
    }

    /// Bytes that a form was last said to need; 0 while it is not known.
    synchronized long last(long fingerprint) {
        return last.getOrDefault(fingerprint, 0L);
    }

    /// Bytes that a form was seen to need at most; 0 for one that was not seen.
    synchronized long highest(long fingerprint, Instant now) {
        Envelope form = forms.get(fingerprint);
        return form == null ? 0 : (long) form.highest(now);
    }

    private Forecast forecast(long fingerprint, Shape.Family family, long rows, Instant now) {
        Envelope form = forms.get(fingerprint);
        if (form == null || form.samples() < ENOUGH) {
            Fitted enough = fitted.get(fingerprint);
            if (enough != null && enough.runs() >= ENOUGH) {
                return new Forecast.Known(enough.cap(), enough.runs(), false);
            }
            Envelope like = families.get(family);
            double bytes = like == null ? 0 : like.of(rows, now).bytes();
            return new Forecast.Unknown(bytes == 0 ? 0 : Math.max(LEAST, (long) bytes));
        }
        Envelope.Estimate estimate = form.of(rows, now);
        Coverage covered = covered(estimate.ground(), family);
        long bytes = Math.max(LEAST, (long) Math.ceil(estimate.bytes() * covered.factor()));
        return new Forecast.Known(bytes, form.samples(), covered.isProven());
    }

    /// By what forecasts of this kind came true. A family that has too few of its own is taken as
    /// all of them together.
    private Coverage covered(Envelope.Ground ground, Shape.Family family) {
        return switch (ground) {
            case SEEN -> {
                Coverage own = coverage.getOrDefault(family, NONE);
                yield own.isProven() || !all.isProven() ? own : all;
            }
            case FEW -> few;
            case BEYOND -> beyond;
            case FLAT -> flat;
        };
    }

    /// A query that ended.
    ///
    /// @param peak bytes that it needed; when it ran out of memory, its cap
    /// @param ranOut whether it ran out of memory: it is then taken to need twice its cap at least
    synchronized void ended(
            long fingerprint,
            Shape.Family family,
            long rows,
            long peak,
            boolean ranOut,
            Instant now) {
        if (peak <= 0) {
            return;
        }
        long needed = ranOut ? peak * 2 : peak;
        if (ranOut) {
            fitted.remove(fingerprint);
        }
        Envelope form = forms.computeIfAbsent(fingerprint, _ -> new Envelope(now));
        if (form.samples() >= ENOUGH) {
            Envelope.Estimate estimate = form.of(rows, now);
            double raw = Math.max(LEAST, estimate.bytes());
            if (estimate.ground() == Envelope.Ground.SEEN) {
                coverage.computeIfAbsent(family, _ -> new Coverage()).add(raw, needed);
                all.add(raw, needed);
            } else {
                covered(estimate.ground(), family).add(raw, needed);
            }
        }
        form.add(rows, needed, now);
        families.computeIfAbsent(family, _ -> new Envelope(now)).add(rows, needed, now);
    }

    /// A query that ended within its cap, and of which no more is known than that: it was too
    /// short.
    ///
    /// @param cap bytes
    synchronized void fitted(long fingerprint, long cap) {
        fitted.merge(
                fingerprint,
                new Fitted(1, cap),
                (had, one) -> new Fitted(had.runs() + 1, Math.min(had.cap(), one.cap())));
    }

    /// Forms of which something is known.
    synchronized int forms() {
        var all = new HashSet<>(forms.keySet());
        all.addAll(fitted.keySet());
        return all.size();
    }

    /// All of it, for [#read].
    synchronized void write(DataOutputStream out) throws IOException {
        out.writeInt(forms.size());
        for (Map.Entry<Long, Envelope> form : forms.entrySet()) {
            out.writeLong(form.getKey());
            form.getValue().write(out);
        }
        out.writeInt(fitted.size());
        for (Map.Entry<Long, Fitted> form : fitted.entrySet()) {
            out.writeLong(form.getKey());
            out.writeInt(form.getValue().runs());
            out.writeLong(form.getValue().cap());
        }
        out.writeInt(families.size());
        for (Map.Entry<Shape.Family, Envelope> family : families.entrySet()) {
            out.writeUTF(family.getKey().name());
            family.getValue().write(out);
        }
        out.writeInt(coverage.size());
        for (Map.Entry<Shape.Family, Coverage> family : coverage.entrySet()) {
            out.writeUTF(family.getKey().name());
            family.getValue().write(out);
        }
        beyond.write(out);
        all.write(out);
        flat.write(out);
        few.write(out);
    }

    /// @throws IOException when it ends too early
    /// @throws IllegalArgumentException when it holds what cannot be
    static Forecasts read(DataInputStream in, Instant now) throws IOException {
        var read = new Forecasts();
        for (int left = in.readInt(); left > 0; left--) {
            read.forms.put(in.readLong(), Envelope.read(in, now));
        }
        for (int left = in.readInt(); left > 0; left--) {
            read.fitted.put(in.readLong(), new Fitted(in.readInt(), in.readLong()));
        }
        for (int left = in.readInt(); left > 0; left--) {
            read.families.put(Shape.Family.valueOf(in.readUTF()), Envelope.read(in, now));
        }
        for (int left = in.readInt(); left > 0; left--) {
            read.coverage.put(Shape.Family.valueOf(in.readUTF()), Coverage.read(in, false));
        }
        // Files of before have none.
        if (in.available() > 0) {
            read.beyond = Coverage.read(in, true);
        }
        if (in.available() > 0) {
            read.all = Coverage.read(in, false);
            read.flat = Coverage.read(in, true);
        }
        if (in.available() > 0) {
            read.few = Coverage.read(in, false);
        }
        return read;
    }
}
