package dev.bellwether.guard;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;

/// How somebody signed in at the node, to ask it something else in their name.
///
/// @param parameters of the address, as name and value
record Credentials(HttpFields headers, List<Parameter> parameters) {
    private static final List<String> HEADERS =
            List.of(
                    "Authorization",
                    "X-ClickHouse-User",
                    "X-ClickHouse-Key",
                    "X-ClickHouse-SSL-Certificate-Auth");

    record Parameter(String name, String value) {}

    static Credentials of(HttpFields headers, Address address) {
        var auth = HttpFields.build();
        for (HttpField field : headers) {
            if (HEADERS.stream().anyMatch(name -> name.equalsIgnoreCase(field.getName()))) {
                auth.add(field);
            }
        }
        var parameters = new ArrayList<Parameter>();
        for (String name : List.of("user", "password")) {
            address.value(name).ifPresent(value -> parameters.add(new Parameter(name, value)));
        }
        return new Credentials(auth.asImmutable(), parameters);
    }

    static Credentials of(GuardSettings.Login login) {
        var auth = HttpFields.build();
        auth.add("X-ClickHouse-User", login.user());
        if (!login.password().isEmpty()) {
            auth.add("X-ClickHouse-Key", login.password());
        }
        return new Credentials(auth.asImmutable(), List.of());
    }

    Address address() {
        var address = new Address("");
        parameters.forEach(one -> address.put(one.name(), one.value()));
        return address;
    }

    @Override
    public String toString() {
        return "Credentials";
    }
}
