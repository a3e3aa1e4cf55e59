package dev.bellwether.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.junit.jupiter.api.Test;

/// "A release can run beside the one before it": a migration takes nothing away from a program that
/// does not know it, and asks nothing new of its writes.
class MigrationsAreAdditiveTest {
    private static final Pattern TAKES_AWAY =
            Pattern.compile(
                    "\\bDROP\\s+(TABLE|COLUMN|CONSTRAINT)|\\bRENAME\\b|\\bTRUNCATE\\b|\\bALTER\\s+COLUMN");
    private static final Pattern ADDED = Pattern.compile("ADD\\s+(COLUMN\\s+)?\\w+[^;]*");

    @Test
    void noMigrationTakesAnythingAwayOrAsksForMore() throws IOException {
        var wrong = new ArrayList<String>();
        List<String> scripts = scripts();
        assertThat(scripts).hasSizeGreaterThan(10);
        for (String script : scripts) {
            for (String statement : statements(script)) {
                if (TAKES_AWAY.matcher(statement).find()) {
                    wrong.add(script + ": " + statement);
                }
                boolean adds = statement.contains("ALTER TABLE") && ADDED.matcher(statement).find();
                if (adds && statement.contains("NOT NULL") && !statement.contains("DEFAULT")) {
                    wrong.add(
                            script
                                    + " asks for a column that the release before does not write: "
                                    + statement);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static List<String> scripts() {
        Flyway flyway =
                Flyway.configure()
                        .dataSource("jdbc:sqlite::memory:", "", "")
                        .locations("classpath:db/migration")
                        .outOfOrder(true)
                        .load();
        return Arrays.stream(flyway.info().all()).map(MigrationInfo::getScript).toList();
    }

    private static List<String> statements(String script) throws IOException {
        try (InputStream in =
                MigrationsAreAdditiveTest.class.getResourceAsStream("/db/migration/" + script)) {
            String text =
                    new String(
                            java.util.Objects.requireNonNull(in, script).readAllBytes(),
                            StandardCharsets.UTF_8);
            return Arrays.stream(text.replaceAll("--[^\n]*", "").split(";", -1))
                    .map(statement ->
                            statement.strip().replaceAll("\\s+", " ").toUpperCase(Locale.ROOT))
                    .filter(statement -> !statement.isEmpty())
                    .toList();
        }
    }
}
