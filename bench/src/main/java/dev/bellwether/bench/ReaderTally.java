package dev.bellwether.bench;

import java.util.ArrayList;
import java.util.List;

/// What became of the spoilt pages of one reader.
final class ReaderTally {
    final String reader;
    long reads;
    long refused;
    long bytes;
    long mostBytes;
    long mostAllocated;
    long mostMicros;
    double worstFactor;
    final List<String> faults = new ArrayList<>();

    ReaderTally(String reader) {
        this.reader = reader;
    }

    void fault(String what) {
        if (faults.size() < 20) {
            faults.add(reader + ": " + what);
        }
    }
}
