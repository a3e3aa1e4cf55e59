package dev.bellwether.analytics;

import java.sql.SQLException;

/// @param seen the condition on rows when the question began: what is committed while it is asked
///   is not in it
record ClickHouseView(ClickHouse server, String seen, ClickHouse.Cap cap) implements EventView {
    @Override
    public Engine engine() {
        return Engine.CLICKHOUSE;
    }

    @Override
    public String table() {
        return ClickHouseTarget.EVENT;
    }

    @Override
    public void each(String sql, Taking taking) throws SQLException {
        server.rows(sql, cap, taking);
    }
}
