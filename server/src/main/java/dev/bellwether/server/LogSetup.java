package dev.bellwether.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The log goes to standard error: lines for people, or one JSON object a line.
final class LogSetup {
    private static final String LINE =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX,UTC} %-5level %logger{0}: %msg%n%ex";

    private LogSetup() {}

    static void apply(Settings.Logging logging) {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        var console = new ConsoleAppender<ILoggingEvent>();
        console.setContext(context);
        console.setTarget("System.err");
        console.setEncoder(encoder(logging.format(), context));
        console.start();
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(console);
        context.getLogger("dev.bellwether").setLevel(Level.toLevel(logging.level().name()));
        if (logging.level() == Settings.Level.DEBUG) {
            root.setLevel(Level.INFO);
        }
        // Javalin and its pool tell what they start; the last line of our own start says it all.
        context.getLogger("com.zaxxer.hikari").setLevel(Level.ERROR);
    }

    private static Encoder<ILoggingEvent> encoder(Settings.Format format, LoggerContext context) {
        return switch (format) {
            case JSON -> {
                var json = new JsonEncoder();
                json.setContext(context);
                json.start();
                yield json;
            }
            case TEXT -> {
                var text = new PatternLayoutEncoder();
                text.setContext(context);
                text.setPattern(LINE);
                text.start();
                yield text;
            }
        };
    }
}
