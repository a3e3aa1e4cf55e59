package dev.bellwether.watch;

import dev.bellwether.model.InboundAlert.Priority;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.ServiceId;
import java.util.List;
import java.util.Optional;

/// One rule of routing: what it takes, and where that goes.
///
/// @param name what it is called in the delivery log
/// @param conditions all must hold; none takes everything
/// @param times when it holds; empty: always
/// @param nowhere what it takes opens nothing and pages nobody
/// @param service in the place of the integration's
/// @param policy in the place of the service's
public record RoutingRule(
        String name,
        List<Condition> conditions,
        Optional<Times> times,
        boolean nowhere,
        Optional<ServiceId> service,
        Optional<PolicyId> policy,
        Optional<Priority> priority) {
    public RoutingRule {
        conditions = List.copyOf(conditions);
    }

    RoutingRule toNoService() {
        return new RoutingRule(
                name, conditions, times, nowhere, Optional.empty(), policy, priority);
    }

    /// @param field `severity`, `source`, `summary`, `service`, `integration` (id or name), `key`,
    ///   or `tag:` and the name of a tag
    /// @param value for MATCHES a regular expression in RE2's syntax, for the whole of the text
    public record Condition(String field, Operator operator, String value) {}

    /// How a field is held against a value; letters' case counts nowhere but in MATCHES.
    public enum Operator {
        EQUALS,
        NOT_EQUALS,
        CONTAINS,
        NOT_CONTAINS,
        MATCHES,
        NOT_MATCHES,
        /// For `severity` only.
        AT_LEAST
    }

    /// Times of the day on days of the week. Where `from` is after `to` it goes on into the next
    /// day; equal means the whole day.
    ///
    /// @param zone such as `Europe/Paris`
    /// @param days such as `MONDAY`; none means every day
    /// @param from such as `09:00`
    /// @param to such as `17:30`, not included
    public record Times(String zone, List<java.time.DayOfWeek> days, String from, String to) {
        public Times {
            days = List.copyOf(days);
        }
    }
}
