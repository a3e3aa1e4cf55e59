package dev.bellwether.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ClientException;
import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.query.GenericRecord;
import com.clickhouse.data.ClickHouseFormat;
import dev.bellwether.bed.ChdbNode;
import dev.bellwether.bed.GuardProgram;
import dev.bellwether.bed.Missing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@DisplayName(
        "ClickHouse's own clients, unchanged, get from a current engine through the guard what they get straight")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClickHouseClientsTest {
    private static final long GIB = 1L << 30;

    private ChdbNode node;
    private GuardProgram guard;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        try {
            node = ChdbNode.start(folder.resolve("node"), 2 * GIB);
        } catch (Missing e) {
            // 166 MB from npm's registry, which not every machine may fetch.
            abort(e.getMessage());
        }
        guard = GuardProgram.before(node.address(), 2 * GIB, folder);
    }

    @AfterAll
    void stop() {
        if (guard != null) {
            guard.close();
        }
        if (node != null) {
            node.close();
        }
    }

    @Test
    void theNodeClient() throws Exception {
        Path npm = Npm.installed();
        String straight = Npm.node(npm, "ask-clickhouse.cjs", node.address() + " js_straight");
        String guarded = Npm.node(npm, "ask-clickhouse.cjs", guard.address() + " js_guarded");
        assertThat(guarded).isEqualTo(straight);
        assertThat(straight)
                .contains("\"ping\":true", "Bob, \\\"the\\\" second", "\"streamed\":200000");
    }

    @Test
    void jdbc() throws SQLException {
        List<String> straight = byJdbc(node.address(), "jdbc_straight");
        assertThat(byJdbc(guard.address(), "jdbc_guarded")).isEqualTo(straight);
        assertThat(straight).hasSize(2_003).contains("1 Ada", "2 Bob");
    }

    private static List<String> byJdbc(URI address, String table) throws SQLException {
        List<String> seen = new ArrayList<>();
        String url = "jdbc:clickhouse://" + address.getAuthority() + "/default";
        try (Connection connection = DriverManager.getConnection(url, "default", "");
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE "
                            + table
                            + " (id UInt32, name String) ENGINE = MergeTree ORDER BY id");
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO " + table + " VALUES (?, ?)")) {
                for (Object[] row : new Object[][] {{1, "Ada"}, {2, "Bob"}}) {
                    insert.setInt(1, (int) row[0]);
                    insert.setString(2, (String) row[1]);
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            read(seen, statement.executeQuery("SELECT id, name FROM " + table + " ORDER BY id"));
            read(seen, statement.executeQuery("SELECT number, number * 2 FROM numbers(2000)"));
            try {
                statement.executeQuery("SELECT nothing FROM nowhere");
            } catch (SQLException e) {
                seen.add("error " + e.getErrorCode());
            }
        }
        return seen;
    }

    private static void read(List<String> seen, ResultSet rows) throws SQLException {
        try (rows) {
            while (rows.next()) {
                seen.add(rows.getString(1) + " " + rows.getString(2));
            }
        }
    }

    @Test
    void clientV2WithItsCompressionAndWithout() throws Exception {
        for (boolean isCompressed : new boolean[] {true, false}) {
            List<String> straight =
                    byClient(node.address(), "v2_straight" + isCompressed, isCompressed);
            assertThat(byClient(guard.address(), "v2_guarded" + isCompressed, isCompressed))
                    .isEqualTo(straight);
            assertThat(straight).contains("7 x", "error 60").hasSize(3_003);
        }
    }

    private static List<String> byClient(URI address, String table, boolean isCompressed)
            throws Exception {
        List<String> seen = new ArrayList<>();
        try (Client client =
                new Client.Builder()
                        .addEndpoint(address.toString())
                        .setUsername("default")
                        .setPassword("")
                        .compressServerResponse(isCompressed)
                        .build()) {
            seen.add("ping " + client.ping());
            client.execute(
                            "CREATE TABLE "
                                    + table
                                    + " (id UInt32, name String) ENGINE = MergeTree ORDER BY id")
                    .get()
                    .close();
            client.insert(
                            table,
                            new ByteArrayInputStream(
                                    "7\tx\n8\ty\n".getBytes(StandardCharsets.UTF_8)),
                            ClickHouseFormat.TabSeparated)
                    .get()
                    .close();
            String sql = "SELECT id, name FROM " + table + " WHERE id < {most:UInt32} ORDER BY id";
            try (var rows = client.queryRecords(sql, Map.of("most", (Object) 8)).get()) {
                for (GenericRecord row : rows) {
                    seen.add(row.getString(1) + " " + row.getString(2));
                }
            }
            for (GenericRecord row : client.queryAll("SELECT number FROM numbers(3000)")) {
                seen.add(row.getString(1));
            }
            try {
                var _ = client.queryAll("SELECT nothing FROM nowhere");
            } catch (ClientException e) {
                seen.add("error " + codeOf(e));
            }
        }
        return seen;
    }

    /// This client wraps what the server said.
    private static String codeOf(ClientException e) {
        return e.getCause() instanceof ServerException said
                ? Integer.toString(said.getCode())
                : e.toString();
    }
}
