package dev.bellwether.experiment;

import dev.bellwether.analytics.EventView;

/// What two databases say each in its own way. All else of the SQL is the same text.
sealed interface Dialect permits DuckDialect, ClickDialect {
    static Dialect of(EventView.Engine engine) {
        return switch (engine) {
            case DUCKDB -> new DuckDialect();
            case CLICKHOUSE -> new ClickDialect();
        };
    }

    /// A text as a constant.
    String text(String value);

    /// A number as a constant, to the last bit.
    String number(double value);

    /// The value of an expression in the row that happened first, of several the one whose id comes
    /// first. Within a grouping.
    String first(String expression);

    /// How many different values a column has. Within a grouping.
    String different(String column);

    /// Which day a column of microseconds is of.
    String day(LocalDays days, String column);

    /// A property's text; empty where there is none.
    String property(String name);

    /// Whether a property passes; never null.
    String passes(Goal.Filter filter);

    /// What the rows of which `when` holds come to, as a number. Within a grouping.
    String fold(Variable.Fold fold, String when);

    /// Between two tables that are joined by each of their rows.
    String join();

    /// That a visitor is of one of several parts, whichever.
    String part(int part, int of);
}
