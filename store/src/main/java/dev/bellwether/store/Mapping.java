package dev.bellwether.store;

import dev.bellwether.model.Id;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementException;
import org.jdbi.v3.core.statement.StatementExceptions;

/// How the model's values stand in columns: ids as TEXT, instants as BIGINT microseconds since
/// 1970, durations as BIGINT microseconds; a text has no U+0000 in it.
final class Mapping {
    private Mapping() {}

    static Jdbi on(Jdbi jdbi) {
        // The default tells bound values, which may be secret, and what is logged is read by many.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(Mapping::message);
        jdbi.registerArgument(new Instants());
        jdbi.registerArgument(new Durations());
        jdbi.registerArgument(new IdArguments());
        jdbi.registerArgument(new Texts());
        jdbi.registerColumnMapper(
                Instant.class,
                (rs, column, context) -> {
                    long micros = rs.getLong(column);
                    return rs.wasNull() ? null : Micros.toInstant(micros);
                });
        jdbi.registerColumnMapper(
                Duration.class,
                (rs, column, context) -> {
                    long micros = rs.getLong(column);
                    return rs.wasNull()
                            ? null
                            : Duration.ofNanos(Math.multiplyExact(micros, 1_000L));
                });
        return jdbi;
    }

    private static String message(StatementException e) {
        StatementContext context = e.getStatementContext();
        String sql = context == null ? null : context.getRawSql();
        return e.getShortMessage() + (sql == null ? "" : " in: " + sql);
    }

    private static final class Instants extends AbstractArgumentFactory<Instant> {
        Instants() {
            super(Types.BIGINT);
        }

        @Override
        protected Argument build(Instant value, ConfigRegistry config) {
            return (position, statement, context) -> statement.setLong(position, Micros.of(value));
        }
    }

    private static final class Durations extends AbstractArgumentFactory<Duration> {
        Durations() {
            super(Types.BIGINT);
        }

        @Override
        protected Argument build(Duration value, ConfigRegistry config) {
            return (position, statement, context) ->
                    statement.setLong(position, value.toNanos() / 1_000);
        }
    }

    private static final class IdArguments extends AbstractArgumentFactory<Id> {
        IdArguments() {
            super(Types.VARCHAR);
        }

        @Override
        protected Argument build(Id value, ConfigRegistry config) {
            return (position, statement, context) -> statement.setString(position, value.value());
        }
    }

    /// PostgreSQL has no text with U+0000 and refuses the statement. Programs and pages of others
    /// send it, so it is kept, and looked for, as browsers show it, on both engines.
    static String text(String value) {
        return value.replace('\0', '\uFFFD');
    }

    private static final class Texts extends AbstractArgumentFactory<String> {
        Texts() {
            super(Types.VARCHAR);
        }

        @Override
        protected Argument build(String value, ConfigRegistry config) {
            String text = text(value);
            return (position, statement, context) -> statement.setString(position, text);
        }
    }
}
