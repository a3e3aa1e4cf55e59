package dev.bellwether.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.SiteId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Parts of the log that are read ahead are the log: in order, each once")
class TheLogIsReadAheadOfTheTablesTest {
    private static final Instant NOW = Instant.parse("2026-05-07T00:00:00Z");
    private static final SiteId SITE = new SiteId("shop");

    @TempDir Path folder;

    @Test
    void inOrderEachOnce() throws Exception {
        var files = new LogFiles(Files.createDirectories(folder.resolve("log")));
        var log = new EventLog(files, 2_000, () -> NOW);
        var written = new ArrayList<String>();
        for (int i = 0; i < 100; i++) {
            String visitor = "v" + i;
            written.add(visitor);
            log.append(new LogEntry.Forget(SITE, visitor)).join();
        }
        var reader = new LogReader(files, log);
        var ahead = new LogAhead(reader, 7, 1 << 20);
        assertThat(visitors(ahead, reader)).isEqualTo(written);
        log.close();
    }

    @Test
    void whoGoesBackAfterAFailureReadsFromThere() throws Exception {
        var files = new LogFiles(Files.createDirectories(folder.resolve("log")));
        var log = new EventLog(files, 2_000, () -> NOW);
        for (int i = 0; i < 30; i++) {
            log.append(new LogEntry.Forget(SITE, "v" + i)).join();
        }
        var reader = new LogReader(files, log);
        var ahead = new LogAhead(reader, 7, 1 << 20);
        LogReader.Read first = ahead.read(LogPosition.START, reader.end());
        ahead.read(first.after(), reader.end());
        assertThat(ahead.read(first.after(), reader.end()).entries())
                .first()
                .isEqualTo(new LogEntry.Forget(SITE, "v7"));
        log.close();
    }

    private static List<String> visitors(LogAhead ahead, LogReader reader) throws Exception {
        var visitors = new ArrayList<String>();
        LogPosition at = LogPosition.START;
        while (at.isBefore(reader.end())) {
            LogReader.Read read = ahead.read(at, reader.end());
            for (LogEntry entry : read.entries()) {
                visitors.add(((LogEntry.Forget) entry).visitor());
            }
            at = read.after();
        }
        return visitors;
    }
}
