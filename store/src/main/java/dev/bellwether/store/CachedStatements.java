package dev.bellwether.store;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/// Keeps the statements of one connection prepared: SQLite parses and plans a text each time it is
/// prepared, which costs as much as most of ours take to run. Holds the [#KEPT] used last. That of
/// the connection that writes has a [Memory], which hears of each. Belongs to whoever has the
/// connection.
final class CachedStatements implements StatementBuilder {
    private static final int KEPT = 200;
    private static final int LONGEST = 4_000;

    private final StatementBuilder plain = new DefaultStatementBuilder();
    private final Map<String, PreparedStatement> idle = new LinkedHashMap<>();

    /// What those in use were prepared from: whoever gives one back names the text with its named
    /// parameters.
    private final Map<Statement, String> used = new IdentityHashMap<>();

    private @Nullable Memory memory;

    void remember(Memory memory) {
        this.memory = memory;
    }

    Optional<Memory> memory() {
        return Optional.ofNullable(memory);
    }

    @Override
    public Statement create(Connection connection, StatementContext context) throws SQLException {
        if (memory != null) {
            memory.runsUnseen();
        }
        return plain.create(connection, context);
    }

    @Override
    public PreparedStatement create(Connection connection, String sql, StatementContext context)
            throws SQLException {
        PreparedStatement kept = kept(sql);
        PreparedStatement prepared = kept != null ? kept : plain.create(connection, sql, context);
        if (sql.length() <= LONGEST) {
            used.put(prepared, sql);
        }
        return prepared;
    }

    /// For whoever gives it back by itself.
    PreparedStatement take(Connection connection, String sql) throws SQLException {
        PreparedStatement kept = kept(sql);
        return kept != null ? kept : connection.prepareStatement(sql);
    }

    private @Nullable PreparedStatement kept(String sql) {
        if (memory != null) {
            memory.runs(sql);
        }
        return idle.remove(sql);
    }

    @Override
    public CallableStatement createCall(Connection connection, String sql, StatementContext context)
            throws SQLException {
        return plain.createCall(connection, sql, context);
    }

    @Override
    public void close(Connection connection, @Nullable String sql, @Nullable Statement statement)
            throws SQLException {
        String text = used.remove(statement);
        if (text == null
                || !(statement instanceof PreparedStatement prepared)
                || prepared.isClosed()) {
            plain.close(connection, sql, statement);
            return;
        }
        giveBack(text, prepared);
    }

    void giveBack(String text, PreparedStatement prepared) throws SQLException {
        prepared.clearParameters();
        PreparedStatement before = idle.put(text, prepared);
        if (before != null) {
            before.close();
        }
        if (idle.size() > KEPT) {
            Iterator<PreparedStatement> oldestFirst = idle.values().iterator();
            oldestFirst.next().close();
            oldestFirst.remove();
        }
    }

    @Override
    public void close(Connection connection) {
        // The connection is closed, and they with it.
        idle.clear();
        used.clear();
    }
}
