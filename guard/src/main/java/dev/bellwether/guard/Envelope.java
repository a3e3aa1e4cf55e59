package dev.bellwether.guard;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/// The most that a form of query was seen to need, as peak and as bytes per row, for each volume of
/// rows, fading by halves. Two volumes make a doubling. Not for several threads at once.
///
/// *As many rows as were seen*: what runs over as many or more needed speaks for them, for less
/// data does not need more. Where the volume itself was seen often enough it is the smaller of its
/// highest peak and its most bytes per row. How many runs there were says how sure that is.
///
/// *More rows than were seen*: what is below is stretched to them, by a power of the rows: 0 is a
/// form that needs the same for any number, 1 one that needs as much for each row. The power is the
/// one that fits the peaks between the nearest volume below and one of a third of its rows or less,
/// for ClickHouse's hash tables grow fourfold, so that over less one sees either no step or all of
/// it. And it is a quarter more for each doubling beyond what was seen, at most 1: the next step
/// may be nearer than the last, and a fixed part weighs less and less. It is stretched from
/// whichever of the nearest volumes, down to half of the rows, gives most. Where no such two were
/// seen the power is 1, snapped up to the next power of two.
///
/// Rows that nobody could tell are a volume of their own, that is never stretched; and who cannot
/// tell them gets the highest peak of all. Rows are read in blocks, so that fewer than one count as
/// one: else the fixed part of a query over ten rows would be its bytes per row.
final class Envelope {
    private static final Duration HALF_LIFE = Duration.ofDays(30);
    private static final int VOLUMES = 64;
    private static final int OF_A_DOUBLING = 2;
    private static final int UNTOLD = 0;
    private static final long BLOCK = 65_536;

    /// How many times fewer rows show a form's growth.
    private static final double APART = 3;

    /// How many times fewer rows are near enough to be stretched.
    private static final double NEAR = 2;

    private static final double STEEPER = 0.25;

    /// The power up to which a form is taken not to grow: a seventh more for four times the rows.
    private static final double FLAT = 0.1;

    /// Peaks and bytes per row are kept as floats.
    private static final double NEARLY = 1.001;

    /// Marks of a file: rows told, and the end. What has them told says itself how many.
    private static final int TOLD = 1;

    private static final int END = 48;

    private final float[] bytesPerRow = new float[VOLUMES];
    private final float[] peaks = new float[VOLUMES];
    private final int[] seen = new int[VOLUMES];
    private Instant at;
    private int samples;

    Envelope(Instant now) {
        this.at = now;
    }

    int samples() {
        return samples;
    }

    /// The highest peak of all, bytes.
    double highest(Instant now) {
        fade(now);
        double highest = 0;
        for (float peak : peaks) {
            highest = Math.max(highest, peak);
        }
        return highest;
    }

    /// @param rows 0 when nobody could tell
    void add(long rows, long peak, Instant now) {
        fade(now);
        int volume = volume(rows);
        float perRow = (float) peak / Math.max(BLOCK, rows);
        bytesPerRow[volume] = Math.max(bytesPerRow[volume], perRow);
        peaks[volume] = Math.max(peaks[volume], peak);
        seen[volume]++;
        samples++;
    }

    /// What an estimate rests on.
    enum Ground {
        /// Runs enough over as many rows or more.
        SEEN,
        /// A run or two over as many rows or more.
        FEW,
        /// Runs over fewer rows alone.
        BEYOND,
        /// The same of a form that hardly grew with its rows.
        FLAT
    }

    /// What a form will need.
    ///
    /// @param bytes 0 when nothing was seen
    record Estimate(double bytes, Ground ground) {}

    /// @param rows 0 when nobody can tell
    Estimate of(long rows, Instant now) {
        fade(now);
        int volume = volume(rows);
        int below = seenUpTo(volume);
        int above = seenFrom(volume);
        if (volume == UNTOLD) {
            return new Estimate(snappedWhenFew(highest(now), samples), Ground.SEEN);
        }
        double most = Math.max(BLOCK, rows);
        if (above > UNTOLD) {
            return seen(volume, above, most);
        }
        if (below > UNTOLD) {
            return new Estimate(
                    stretched(below, most), power(below) < FLAT ? Ground.FLAT : Ground.BEYOND);
        }
        return new Estimate(snappedWhenFew(peaks[UNTOLD], seen[UNTOLD]), Ground.SEEN);
    }

    private static double snappedWhenFew(double bytes, int runs) {
        return bytes == 0 || runs >= Forecasts.ENOUGH ? bytes : snap(bytes);
    }

    /// @param above the volume itself where it was seen, or else the next that was
    private Estimate seen(int volume, int above, double rows) {
        if (seen[volume] >= Forecasts.ENOUGH && rows <= rowsOf(volume) * NEARLY) {
            return new Estimate(Math.min(peaks[volume], bytesPerRow[volume] * rows), Ground.SEEN);
        }
        int runs = 0;
        for (int v = volume; v < VOLUMES; v++) {
            runs += seen[v];
        }
        double bytes = Math.max(highestUpTo(volume), peaks[above]);
        if (above == volume) {
            bytes = Math.max(bytes, peaks[volume] * rows / rowsOf(volume));
        }
        return new Estimate(
                snappedWhenFew(bytes, samples), runs < Forecasts.ENOUGH ? Ground.FEW : Ground.SEEN);
    }

    private double stretched(int nearest, double rows) {
        double doublings = Math.max(1, Math.log(rows / rowsOf(nearest)) / Math.log(2));
        double power = Math.clamp(power(nearest) + STEEPER * doublings, 0, 1);
        double bytes = highestUpTo(nearest);
        for (int v = nearest; v > UNTOLD; v--) {
            if (seen[v] > 0 && rowsOf(v) * NEAR * NEARLY >= rowsOf(nearest)) {
                bytes = Math.max(bytes, peaks[v] * Math.pow(rows / rowsOf(v), power));
            }
        }
        return before(nearest) == UNTOLD ? snap(bytes) : bytes;
    }

    /// With which power of the rows it grew up to this volume; 1 where that is not known.
    private double power(int nearest) {
        int before = before(nearest);
        return before == UNTOLD
                ? 1
                : Math.log(highestUpTo(nearest) / peaks[before])
                        / Math.log(rowsOf(nearest) / rowsOf(before));
    }

    /// The nearest volume that is far enough below this one; 0 for none.
    private int before(int nearest) {
        for (int v = nearest - 1; v > UNTOLD; v--) {
            if (seen[v] > 0 && rowsOf(v) * APART <= rowsOf(nearest) * NEARLY) {
                return v;
            }
        }
        return UNTOLD;
    }

    private double highestUpTo(int volume) {
        double highest = 0;
        for (int v = 1; v <= volume; v++) {
            highest = Math.max(highest, peaks[v]);
        }
        return highest;
    }

    /// Rows of a volume that was seen: no more than had its highest peak, so that nothing is
    /// stretched too little.
    private double rowsOf(int volume) {
        return peaks[volume] / bytesPerRow[volume];
    }

    /// The largest volume up to this one that was seen and has rows; 0 for none.
    private int seenUpTo(int volume) {
        for (int v = volume; v > UNTOLD; v--) {
            if (seen[v] > 0) {
                return v;
            }
        }
        return UNTOLD;
    }

    /// The smallest volume from this one that was seen; 0 for none.
    private int seenFrom(int volume) {
        for (int v = Math.max(UNTOLD + 1, volume); v < VOLUMES; v++) {
            if (seen[v] > 0) {
                return v;
            }
        }
        return UNTOLD;
    }

    /// The next power of two.
    static double snap(double bytes) {
        long whole = (long) Math.ceil(Math.max(1, bytes));
        long below = Long.highestOneBit(whole);
        return below == whole ? whole : below * 2.0;
    }

    private void fade(Instant now) {
        double days = Duration.between(at, now).toMillis() / (double) HALF_LIFE.toMillis();
        if (days <= 0) {
            return;
        }
        float left = (float) Math.pow(0.5, days);
        for (int v = 0; v < VOLUMES; v++) {
            bytesPerRow[v] *= left;
            peaks[v] *= left;
        }
        at = now;
    }

    private static int volume(double rows) {
        if (rows <= 0) {
            return UNTOLD;
        }
        double doublings = Math.log(Math.max(BLOCK, rows) / BLOCK) / Math.log(2);
        return (int) Math.min(VOLUMES - 1, 1 + doublings * OF_A_DOUBLING);
    }

    void write(DataOutputStream out) throws IOException {
        out.writeLong(at.toEpochMilli());
        out.writeInt(samples);
        for (int v = 0; v < VOLUMES; v++) {
            if (seen[v] > 0) {
                out.writeByte(v == UNTOLD ? UNTOLD : TOLD);
                out.writeInt(seen[v]);
                out.writeFloat(bytesPerRow[v]);
                out.writeFloat(peaks[v]);
            }
        }
        out.writeByte(END);
    }

    /// @param now in whose future nothing was seen
    static Envelope read(DataInputStream in, Instant now) throws IOException {
        Instant at = Instant.ofEpochMilli(in.readLong());
        var read = new Envelope(at.isAfter(now) ? now : at);
        read.samples = in.readInt();
        for (int mark = in.readByte(); mark != END; mark = in.readByte()) {
            if (mark < 0 || mark > END) {
                throw new IllegalArgumentException("there is no volume " + mark);
            }
            int runs = in.readInt();
            float perRow = in.readFloat();
            float peak = in.readFloat();
            // Files of before have the volume here, as another power.
            int volume = mark == UNTOLD ? UNTOLD : volume((double) peak / perRow);
            read.seen[volume] += runs;
            read.bytesPerRow[volume] = Math.max(read.bytesPerRow[volume], perRow);
            read.peaks[volume] = Math.max(read.peaks[volume], peak);
        }
        return read;
    }
}
