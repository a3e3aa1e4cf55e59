package dev.bellwether.console;

import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.ServiceId;
import dev.bellwether.watch.CheckFilter;
import dev.bellwether.watch.CheckStanding;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// What the list of checks is asked for, as it stands in the address and in the hidden fields of
/// its forms. What makes no sense is as if it was not said.
record CheckQuery(
        String words,
        Optional<CheckStanding> standing,
        Optional<CheckKind> kind,
        Optional<ServiceId> service,
        CheckFilter.Order order) {
    static CheckQuery of(Function<String, String> value) {
        return new CheckQuery(
                value.apply("q"),
                among(CheckStanding.values(), value.apply("state")),
                CheckKind.named(value.apply("kind").toUpperCase(Locale.ROOT)),
                service(value.apply("service")),
                among(CheckFilter.Order.values(), value.apply("sort"))
                        .orElse(CheckFilter.Order.WORST));
    }

    CheckFilter filter() {
        return new CheckFilter(words, standing, kind.map(CheckQuery::spec), service);
    }

    boolean isNarrow() {
        return !words.isEmpty() || standing.isPresent() || kind.isPresent() || service.isPresent();
    }

    String at(int from) {
        return address(state(), from);
    }

    /// The same list with another state; empty shows all.
    String withState(String state) {
        return address(state, 0);
    }

    private String address(String state, int from) {
        return Links.to(
                CheckListPages.HOME,
                "q",
                words,
                "state",
                state,
                "kind",
                kindWord(),
                "service",
                serviceWord(),
                "sort",
                sort(),
                "from",
                from == 0 ? "" : Integer.toString(from));
    }

    String state() {
        return standing.map(s -> s.name().toLowerCase(Locale.ROOT)).orElse("");
    }

    String kindWord() {
        return kind.map(k -> k.name().toLowerCase(Locale.ROOT)).orElse("");
    }

    String serviceWord() {
        return service.map(ServiceId::value).orElse("");
    }

    String sort() {
        return order == CheckFilter.Order.WORST ? "" : order.name().toLowerCase(Locale.ROOT);
    }

    private static Optional<ServiceId> service(String value) {
        try {
            return value.isEmpty() ? Optional.empty() : Optional.of(new ServiceId(value));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static <E extends Enum<E>> Optional<E> among(E[] values, String name) {
        for (E value : values) {
            if (value.name().equalsIgnoreCase(name)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    private static Class<? extends CheckSpec> spec(CheckKind kind) {
        return switch (kind) {
            case HTTP -> CheckSpec.Http.class;
            case TCP -> CheckSpec.Tcp.class;
            case TLS -> CheckSpec.Tls.class;
            case DNS -> CheckSpec.Dns.class;
            case PING -> CheckSpec.Ping.class;
            case HEARTBEAT -> CheckSpec.Heartbeat.class;
            case PROVIDER -> CheckSpec.ProviderPage.class;
        };
    }
}
