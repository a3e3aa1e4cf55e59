package dev.bellwether.guard;

/// What a node has to give.
///
/// @param limit bytes that the node's processes may have
/// @param reserve bytes for merges, caches and what the server does not track; never given away
/// @param strangers bytes of queries and merges that did not come through the guard, as last seen
/// @param openPercent how much of the room is open, 0 to 100
/// @param heavyOpen whether heavy and batch queries may begin
record NodeRoom(
        String name, long limit, long reserve, long strangers, int openPercent, boolean heavyOpen) {
    NodeRoom {
        if (reserve < 0 || limit <= reserve) {
            throw new IllegalArgumentException(
                    "node %s: limit %d must be above its reserve %d"
                            .formatted(name, limit, reserve));
        }
        if (openPercent < 0 || openPercent > 100) {
            throw new IllegalArgumentException(
                    "node %s: open %d %%, not 0 to 100".formatted(name, openPercent));
        }
    }

    static NodeRoom open(String name, long limit, long reserve) {
        return new NodeRoom(name, limit, reserve, 0, 100, true);
    }

    /// Bytes that all caps together may reach now. Strangers are charged to the reserve, and to the
    /// room once they have used that up.
    long budget() {
        long room = Math.max(0, limit - Math.max(reserve, strangers));
        return room / 100 * openPercent + room % 100 * openPercent / 100;
    }

    /// Bytes that all caps together may reach when the node is whole and left to the guard.
    long whole() {
        return limit - reserve;
    }

    NodeRoom with(int newOpenPercent, boolean newHeavyOpen) {
        return new NodeRoom(name, limit, reserve, strangers, newOpenPercent, newHeavyOpen);
    }

    NodeRoom withStrangers(long bytes) {
        return new NodeRoom(name, limit, reserve, Math.max(0, bytes), openPercent, heavyOpen);
    }
}
