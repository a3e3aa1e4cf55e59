package dev.bellwether.server;

import dev.bellwether.guard.AnswerSettings;
import dev.bellwether.guard.Controls;
import dev.bellwether.guard.GuardSettings;
import dev.bellwether.guard.QuarantineSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;

/// The guard's part of the configuration.
///
/// @param upstream empty when there is no guard
/// @param limit bytes; 0 when it is to be found out
/// @param reserve bytes; 0 for the standard share
/// @param probe bytes; 0 for the standard share
/// @param adminToken empty when one is to be made
/// @param service name or id of what heavy queries degrade; empty for none
/// @param published whether status pages tell of it
/// @param answers which of them more than one may have
/// @param share whether others stand before the same nodes
/// @param quarantine for a release that stands accused
record GuardConfig(
        List<String> upstream,
        Endpoint listen,
        long limit,
        long reserve,
        long probe,
        Duration queueTime,
        String user,
        String password,
        Controls.Mode mode,
        Endpoint admin,
        String adminToken,
        String service,
        boolean published,
        AnswerSettings answers,
        boolean share,
        QuarantineSettings quarantine) {

    record Endpoint(String host, int port) {
        static Endpoint of(String text) {
            Matcher endpoint = GuardKeys.ENDPOINT.matcher(text);
            if (!endpoint.matches()) {
                throw new IllegalArgumentException(text);
            }
            return new Endpoint(
                    endpoint.group("host").replaceAll("[\\[\\]]", ""),
                    Integer.parseInt(endpoint.group("port")));
        }

        @Override
        public String toString() {
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }
    }

    static GuardConfig of(Configuration from) {
        return new GuardConfig(
                from.get(GuardKeys.UPSTREAM),
                Endpoint.of(from.get(GuardKeys.LISTEN)),
                from.get(GuardKeys.MEMORY_LIMIT),
                from.get(GuardKeys.RESERVE),
                from.get(GuardKeys.PROBE),
                from.get(GuardKeys.QUEUE_TIME),
                from.get(GuardKeys.USER),
                from.get(GuardKeys.PASSWORD),
                from.get(GuardKeys.MODE),
                Endpoint.of(from.get(GuardKeys.ADMIN)),
                from.get(GuardKeys.ADMIN_TOKEN),
                from.get(GuardKeys.SERVICE),
                from.get(GuardKeys.PUBLISHED),
                new AnswerSettings(
                        from.get(GuardKeys.SHARE_READS),
                        from.get(GuardKeys.STALE_ANSWERS),
                        from.get(GuardKeys.ANSWER_MEMORY)),
                from.get(GuardKeys.SHARE),
                new QuarantineSettings(
                        from.get(GuardKeys.QUARANTINE),
                        from.get(GuardKeys.QUARANTINE_TIME),
                        from.get(GuardKeys.QUARANTINE_ROOM),
                        from.get(GuardKeys.QUARANTINE_QUERIES)));
    }

    boolean isSet() {
        return !upstream.isEmpty();
    }

    /// In the words of the room.
    ///
    /// @param data the data directory
    GuardSettings settings(Path data) {
        return new GuardSettings(
                upstream.stream().map(URI::create).toList(),
                listen.host(),
                listen.port(),
                limit,
                reserve,
                probe,
                queueTime,
                new GuardSettings.Login(user, password),
                mode,
                Optional.of(folder(data)),
                answers,
                quarantine);
    }

    /// Where the guard keeps what must outlive it.
    static Path folder(Path data) {
        return data.resolve("guard");
    }

    @Override
    public String toString() {
        return "GuardConfig[" + upstream + " at " + listen + "]";
    }
}
