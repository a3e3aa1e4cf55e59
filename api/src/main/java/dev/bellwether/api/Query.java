package dev.bellwether.api;

import java.util.Map;

/// A parameter of the query.
///
/// @param schema its JSON schema
record Query(String name, String says, Map<String, Object> schema) {
    static final Query LIMIT =
            new Query(
                    "limit",
                    "How many items at most; 50 when left out",
                    Map.of("type", "integer", "minimum", 1, "maximum", 200));
    static final Query AFTER =
            new Query(
                    "after",
                    "The `next` of the answer before; left out to begin",
                    Map.of("type", "string"));

    static Query text(String name, String says) {
        return new Query(name, says, Map.of("type", "string"));
    }

    static Query time(String name, String says) {
        return new Query(name, says, Map.of("type", "string", "format", "date-time"));
    }

    static Query flag(String name, String says) {
        return new Query(name, says, Map.of("type", "boolean"));
    }

    static Query whole(String name, String says, int least, int most) {
        return new Query(name, says, Map.of("type", "integer", "minimum", least, "maximum", most));
    }
}
