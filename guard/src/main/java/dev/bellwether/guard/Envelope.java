package dev.bellwether.guard;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/// The most that a form of query was seen to need, as peak and as bytes per row, for each power of
/// two of rows, fading by halves. Not for several threads at once.
///
/// A volume that was seen often enough speaks for itself, for as many rows as were seen of it: the
/// smaller of its highest peak and its most bytes per row. Else what is below is *stretched* to
/// these rows, by a power of them: 0 is a form that needs the same for any number, 1 one that needs
/// as much for each row. The power is the one that fits the peaks between the nearest volume below
/// and one four times smaller or more, for ClickHouse's hash tables grow fourfold, so that over
/// less one sees either no step or all of it. And it is a quarter more for each doubling beyond
/// what was seen, at most 1: the next step may be nearer than the last, and a fixed part weighs
/// less and less. It is stretched from whichever of the two nearest volumes gives more. Where no
/// such two were seen the power is 1, snapped up to the next power of two. Where only larger
/// volumes were seen their peak stands, for less data does not need more.
///
/// Rows that nobody could tell are a volume of their own, that is never stretched; and who cannot
/// tell them gets the highest peak of all. Rows are read in blocks, so that fewer than one count as
/// one: else the fixed part of a query over ten rows would be its bytes per row.
final class Envelope {
    private static final Duration HALF_LIFE = Duration.ofDays(30);
    private static final int VOLUMES = 48;
    private static final int UNTOLD = 0;
    private static final long BLOCK = 65_536;

    /// Volumes to look back by to see a form's growth: twice a doubling.
    private static final int APART = 2;

    private static final double STEEPER = 0.25;

    /// The power up to which a form is taken not to grow: a seventh more for four times the rows.
    private static final double FLAT = 0.1;

    /// Peaks and bytes per row are kept as floats.
    private static final double NEARLY = 1.001;

    /// Beyond what was seen of a volume by so little, it is still the same one.
    private static final double LITTLE = 1.25;

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

    /// What a form will need.
    ///
    /// @param bytes 0 when nothing was seen
    /// @param isStretched whether it is for more rows than were seen often enough
    /// @param isFlat then, whether what was seen hardly grew with the rows
    record Estimate(double bytes, boolean isStretched, boolean isFlat) {}

    /// @param rows 0 when nobody can tell
    Estimate of(long rows, Instant now) {
        fade(now);
        int volume = volume(rows);
        int below = seenUpTo(volume);
        double most = Math.max(BLOCK, rows);
        if (below == UNTOLD || isSeen(volume, most / NEARLY)) {
            return new Estimate(seen(volume, rows, now), false, false);
        }
        return new Estimate(
                stretched(below, most), !isSeen(volume, most / LITTLE), power(below) < FLAT);
    }

    /// Whether so many rows of this volume were seen often enough.
    private boolean isSeen(int volume, double rows) {
        return seen[volume] >= Forecasts.ENOUGH && rows <= rowsOf(volume);
    }

    private double seen(int volume, long rows, Instant now) {
        if (volume == UNTOLD) {
            double highest = highest(now);
            return highest == 0 || samples >= Forecasts.ENOUGH ? highest : snap(highest);
        }
        if (seen[volume] >= Forecasts.ENOUGH) {
            return Math.min(peaks[volume], (double) bytesPerRow[volume] * Math.max(BLOCK, rows));
        }
        for (int v = volume + 1; v < VOLUMES; v++) {
            if (seen[v] > 0) {
                return peaks[v];
            }
        }
        return seen[UNTOLD] < Forecasts.ENOUGH && seen[UNTOLD] > 0
                ? snap(peaks[UNTOLD])
                : peaks[UNTOLD];
    }

    private double stretched(int nearest, double rows) {
        double highest = highestUpTo(nearest);
        int before = seenUpTo(nearest - APART);
        double doublings = Math.max(1, Math.log(rows / rowsOf(nearest)) / Math.log(2));
        double power = Math.clamp(power(nearest) + STEEPER * doublings, 0, 1);
        double bytes = highest;
        for (int v = Math.max(1, nearest - APART + 1); v <= nearest; v++) {
            if (seen[v] > 0) {
                bytes = Math.max(bytes, peaks[v] * Math.pow(rows / rowsOf(v), power));
            }
        }
        return before <= UNTOLD ? snap(bytes) : bytes;
    }

    /// With which power of the rows it grew up to this volume; 1 where that is not known.
    private double power(int nearest) {
        int before = seenUpTo(nearest - APART);
        return before <= UNTOLD
                ? 1
                : Math.log(highestUpTo(nearest) / peaks[before])
                        / Math.log(rowsOf(nearest) / rowsOf(before));
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

    private static int volume(long rows) {
        return rows <= 0
                ? UNTOLD
                : Math.min(VOLUMES - 1, 64 - Long.numberOfLeadingZeros(Math.max(BLOCK, rows)));
    }

    void write(DataOutputStream out) throws IOException {
        out.writeLong(at.toEpochMilli());
        out.writeInt(samples);
        for (int v = 0; v < VOLUMES; v++) {
            if (seen[v] > 0) {
                out.writeByte(v);
                out.writeInt(seen[v]);
                out.writeFloat(bytesPerRow[v]);
                out.writeFloat(peaks[v]);
            }
        }
        out.writeByte(VOLUMES);
    }

    /// @param now in whose future nothing was seen
    static Envelope read(DataInputStream in, Instant now) throws IOException {
        Instant at = Instant.ofEpochMilli(in.readLong());
        var read = new Envelope(at.isAfter(now) ? now : at);
        read.samples = in.readInt();
        for (int v = in.readByte(); v != VOLUMES; v = in.readByte()) {
            if (v < 0 || v > VOLUMES) {
                throw new IllegalArgumentException("there is no volume " + v);
            }
            read.seen[v] = in.readInt();
            read.bytesPerRow[v] = in.readFloat();
            read.peaks[v] = in.readFloat();
        }
        return read;
    }
}
