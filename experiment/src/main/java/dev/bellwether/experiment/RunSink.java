package dev.bellwether.experiment;

import dev.bellwether.analytics.RowSink;
import java.util.function.IntFunction;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;

/// Gives rows to the blocks of their visitors. Rows of one vector are mostly of neighbours, so a
/// block's lock is held from one to the next.
///
/// @param blocks by number; rows of one that is null are passed over
record RunSink(IntFunction<@Nullable VisitorBlock> blocks, OfRun work) implements RowSink {
    /// What is done with the rows of one block that follow each other, while its lock is held.
    interface OfRun {
        /// @param number of the block
        /// @param from the first of the rows
        /// @return the first row that is not of the block
        int take(VisitorBlock block, int number, Rows rows, int from);
    }

    /// One vector of rows, see [StateSql].
    record Rows(
            int count,
            DuckDBReadableVector tags,
            DuckDBReadableVector times,
            DuckDBReadableVector values) {
        long tag(int at) {
            return tags.getLong(at);
        }

        long time(int at) {
            return times.getLong(at);
        }

        /// NaN when there is none.
        double value(int at) {
            return values.isNull(at) ? Double.NaN : values.getDouble(at);
        }

        /// Number of the visitor's block.
        int block(int at) {
            return (int) ((tag(at) & StateSql.VISITOR) >> VisitorBlock.BITS);
        }
    }

    @Override
    public void take(
            int count,
            DuckDBReadableVector tags,
            DuckDBReadableVector times,
            DuckDBReadableVector values) {
        var rows = new Rows(count, tags, times, values);
        int at = 0;
        while (at < count) {
            int number = rows.block(at);
            VisitorBlock block = blocks.apply(number);
            if (block == null) {
                at++;
                continue;
            }
            synchronized (block) {
                at = work.take(block, number, rows, at);
            }
        }
    }
}
