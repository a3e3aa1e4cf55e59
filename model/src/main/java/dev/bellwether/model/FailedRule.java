package dev.bellwether.model;

import java.util.Arrays;
import java.util.Optional;

/// What a failed probe failed at. Its tag, such as `[STATUS]`, begins the message of the probe and
/// so the summary of the verdict; whoever turns that into public words reads it back here.
public enum FailedRule {
    ADDRESS,
    BODY,
    CERTIFICATE,
    CONNECT,
    CONNECTION,
    DNS,
    EXPECT,
    HEARTBEAT,
    HTTP,
    JOB,
    JSON,
    KEYWORD,
    LATENCY,
    PING,
    PROVIDER,
    REDIRECT,
    STATUS,
    TIMEOUT,
    TLS,
    URL;

    /// How a message begins.
    public String tag() {
        return "[" + name() + "]";
    }

    /// The rule whose tag comes first in a message.
    public static Optional<FailedRule> in(String message) {
        int from = message.indexOf('[');
        while (from >= 0) {
            String rest = message.substring(from);
            Optional<FailedRule> found =
                    Arrays.stream(values()).filter(rule -> rest.startsWith(rule.tag())).findFirst();
            if (found.isPresent()) {
                return found;
            }
            from = message.indexOf('[', from + 1);
        }
        return Optional.empty();
    }
}
