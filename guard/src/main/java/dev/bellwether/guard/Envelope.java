package dev.bellwether.guard;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/// The most that a form of query was seen to need, as peak and as bytes per row, for each power of
/// two of rows, fading by halves. Not for several threads at once.
///
/// A volume that was seen often enough speaks for itself: the smaller of its highest peak and its
/// most bytes per row. Else the nearest volume below is stretched to these rows, for bytes per row
/// fall as rows grow (there is a fixed part, and keys repeat), and snapped up to the next power of
/// two: hash tables grow by doubling, and the step may lie between. Where only larger volumes were
/// seen their peak stands, for less data does not need more.
///
/// Rows that nobody could tell are a volume of their own, that is never stretched; and who cannot
/// tell them gets the highest peak of all. Rows are read in blocks, so that fewer than one count as
/// one: else the fixed part of a query over ten rows would be its bytes per row.
final class Envelope {
    private static final Duration HALF_LIFE = Duration.ofDays(30);
    private static final int VOLUMES = 48;
    private static final int UNTOLD = 0;
    private static final long BLOCK = 65_536;

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

    /// Bytes for so many rows; 0 when nothing was seen.
    ///
    /// @param rows 0 when nobody can tell
    double bytes(long rows, Instant now) {
        fade(now);
        int volume = volume(rows);
        if (volume == UNTOLD) {
            double highest = highest(now);
            return highest == 0 || samples >= Forecasts.ENOUGH ? highest : snap(highest);
        }
        if (seen[volume] >= Forecasts.ENOUGH) {
            return Math.min(peaks[volume], (double) bytesPerRow[volume] * Math.max(BLOCK, rows));
        }
        for (int v = volume; v > UNTOLD; v--) {
            if (seen[v] > 0) {
                double stretched = (double) bytesPerRow[v] * Math.max(BLOCK, rows);
                return snap(v == volume ? stretched : Math.max(stretched, peaks[v]));
            }
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
