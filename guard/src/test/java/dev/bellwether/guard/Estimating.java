package dev.bellwether.guard;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;

/// Queries that were never sent, to ask what they would read.
final class Estimating {
    private Estimating() {}

    static Query query(String address, String sql) {
        var asked =
                new Asked(
                        "/",
                        new Address(address),
                        sql.getBytes(StandardCharsets.UTF_8),
                        true,
                        true);
        Statement statement = asked.statement();
        return new Query(
                "id",
                "POST",
                HttpFields.EMPTY,
                asked,
                statement,
                OriginReader.read(HttpFields.EMPTY, asked.address(), statement),
                LaneReader.isBatch(HttpFields.EMPTY, asked.address(), statement),
                "default",
                new Credentials(HttpFields.EMPTY, List.of()),
                "",
                InputStream.nullInputStream(),
                new Client(null, true));
    }

    static Statement.Read read(Query query) {
        return (Statement.Read) query.statement();
    }

    /// Of one node.
    static Rows rows(Upstream upstream, Forecasts forecasts) {
        InstantSource clock = InstantSource.system();
        var settings =
                new GuardSettings(
                        upstream.address(),
                        "127.0.0.1",
                        0,
                        1L << 30,
                        1L << 28,
                        1L << 26,
                        Duration.ofMinutes(1));
        var gate =
                new Gate(
                        new Admission(AdmissionPolicy.standard()),
                        List.of(NodeRoom.open("node", settings.limit(), settings.reserve())),
                        clock,
                        _ -> {});
        var keeper =
                new NodeKeeper(
                        new Node("node", upstream),
                        settings,
                        gate,
                        new Flights(),
                        new Kills(),
                        new Switch(Optional.empty(), Controls.Mode.FULL),
                        Portions.alone(),
                        clock);
        return new Rows(
                List.of(keeper),
                settings.login(),
                forecasts,
                new Estimates(clock, Duration.ofMinutes(1)),
                clock);
    }
}
