package dev.bellwether.experiment;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// What the visitors of a block have, a column after the other: first exposures, variations, flags,
/// codes of slices, slots of variables. Most goals are of visitors not exposed yet, and only the
/// column of first exposures is looked at for them; it stays in the processor's cache, which whole
/// records of visitors would not.
final class VisitorColumns {
    private static final int SIZE = VisitorBlock.SIZE;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT;
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE;
    private static final long ARMS = 8L * SIZE;
    private static final long FLAGS = 9L * SIZE;
    private static final long SLICES = 10L * SIZE;

    private final MemorySegment memory;
    private final int slices;
    private final int slotCount;
    private final long slots;

    /// @param memory of [#bytes], zeros
    VisitorColumns(Plan plan, MemorySegment memory) {
        this.memory = memory;
        this.slices = plan.campaign.slices().size();
        this.slotCount = plan.slotCount;
        // A block's size is a multiple of eight, so every column begins where its type may stand.
        this.slots = SLICES + 2L * SIZE * slices;
    }

    static long bytes(Plan plan) {
        return SIZE * (10L + 2L * plan.campaign.slices().size() + 8L * plan.slotCount);
    }

    /// Of the first exposure; 0: none.
    long first(int visitor) {
        return memory.get(LONG, 8L * visitor);
    }

    void first(int visitor, long time) {
        memory.set(LONG, 8L * visitor, time);
    }

    int arm(int visitor) {
        return memory.get(BYTE, ARMS + visitor);
    }

    void arm(int visitor, int variation) {
        memory.set(BYTE, ARMS + visitor, (byte) variation);
    }

    int flags(int visitor) {
        return memory.get(BYTE, FLAGS + visitor);
    }

    void flags(int visitor, int flags) {
        memory.set(BYTE, FLAGS + visitor, (byte) flags);
    }

    short slice(int slice, int visitor) {
        return memory.get(SHORT, SLICES + 2L * ((long) slice * SIZE + visitor));
    }

    void slice(int slice, int visitor, short code) {
        memory.set(SHORT, SLICES + 2L * ((long) slice * SIZE + visitor), code);
    }

    double slot(int slot, int visitor) {
        return memory.get(DOUBLE, at(slot, visitor));
    }

    void slot(int slot, int visitor, double value) {
        memory.set(DOUBLE, at(slot, visitor), value);
    }

    private long at(int slot, int visitor) {
        return slots + 8L * ((long) slot * SIZE + visitor);
    }

    void clearSlots(int visitor) {
        for (int slot = 0; slot < slotCount; slot++) {
            slot(slot, visitor, 0);
        }
    }

    void clear(int visitor) {
        first(visitor, 0);
        arm(visitor, 0);
        flags(visitor, 0);
        for (int slice = 0; slice < slices; slice++) {
            slice(slice, visitor, (short) 0);
        }
        clearSlots(visitor);
    }
}
