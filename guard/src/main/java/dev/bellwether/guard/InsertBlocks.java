package dev.bellwether.guard;

/// Makes an `INSERT` fit its cap, as spilling does for groups and sorts. ClickHouse gathers up to a
/// million rows or 256 MiB before it writes them, and takes twice that while it does: more than a
/// small node has to give. With a small cap it gathers less.
///
/// What a client set itself in the address stands, and so do `SETTINGS` in the text. Blocks are
/// also what is written as a whole and known again when sent twice: see
/// docs/decisions/guard-proxy.md.
final class InsertBlocks {
    private static final String ROWS = "max_insert_block_size";
    private static final String BYTES = "min_insert_block_size_bytes";

    /// What the server gathers by itself, bytes.
    private static final long STANDARD = 256L << 20;

    /// Rows it reads at once; of a kilobyte and a half they are as many bytes as the smallest
    /// block.
    private static final long FEW_ROWS = 16_384;

    private InsertBlocks() {}

    /// @param cap bytes
    static Asked within(Asked asked, Statement statement, long cap) {
        boolean isInsert =
                statement instanceof Statement.Read(_, _, Shape shape)
                        && shape.kind() == Shape.Kind.INSERT;
        long block = cap / 8;
        if (!isInsert || block >= STANDARD) {
            return asked;
        }
        Asked bounded = asked;
        if (!asked.address().has(ROWS)) {
            bounded = bounded.with(ROWS, FEW_ROWS);
        }
        return asked.address().has(BYTES) ? bounded : bounded.with(BYTES, block);
    }
}
