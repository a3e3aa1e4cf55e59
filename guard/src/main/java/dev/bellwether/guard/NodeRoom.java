package dev.bellwether.guard;

/// What a node has to give.
///
/// @param limit bytes that the node's processes may have
/// @param reserve bytes for merges, caches and what the server does not track; never given away
/// @param strangers bytes of queries and merges that did not come through the guard, as last seen
/// @param openPercent how much of the room is open, 0 to 100
/// @param heavyOpen whether heavy and batch queries may begin
/// @param part bytes that this guard's caps may have together; all that the reserve leaves where no
///   other guard stands before the node
/// @param reach bytes that it could have of it: what a single cap is cut to
record NodeRoom(
        String name,
        long limit,
        long reserve,
        long strangers,
        int openPercent,
        boolean heavyOpen,
        long part,
        long reach) {
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
        return new NodeRoom(name, limit, reserve, 0, 100, true, limit - reserve, limit - reserve);
    }

    /// Bytes that all caps together may reach now. Strangers are charged to the reserve, and to the
    /// room once they have used that up; each guard bears as much of it as it has of the room.
    long budget() {
        long room = Math.max(0, limit - Math.max(reserve, strangers));
        long mine =
                part == limit - reserve
                        ? room
                        : Math.min(part, (long) ((double) room / (limit - reserve) * part));
        return mine / 100 * openPercent + mine % 100 * openPercent / 100;
    }

    /// Bytes that all caps together may reach when the node is whole and left to this guard as far
    /// as others leave it.
    long whole() {
        return reach;
    }

    NodeRoom with(int newOpenPercent, boolean newHeavyOpen) {
        return new NodeRoom(
                name, limit, reserve, strangers, newOpenPercent, newHeavyOpen, part, reach);
    }

    NodeRoom withStrangers(long bytes) {
        return new NodeRoom(
                name, limit, reserve, Math.max(0, bytes), openPercent, heavyOpen, part, reach);
    }

    NodeRoom parted(long newPart, long newReach) {
        long all = limit - reserve;
        return new NodeRoom(
                name,
                limit,
                reserve,
                strangers,
                openPercent,
                heavyOpen,
                Math.min(all, newPart),
                Math.min(all, newReach));
    }
}
