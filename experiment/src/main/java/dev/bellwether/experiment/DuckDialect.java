package dev.bellwether.experiment;

/// DuckDB. Properties are read from their JSON.
record DuckDialect() implements Dialect {
    @Override
    public String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    @Override
    public String number(double value) {
        return value + "::DOUBLE";
    }

    @Override
    public String first(String expression) {
        return "arg_min(" + expression + ", {'t': happened, 'i': id})";
    }

    @Override
    public String different(String column) {
        return "count(DISTINCT " + column + ")";
    }

    @Override
    public String day(LocalDays days, String column) {
        return days.sql(column);
    }

    @Override
    public String property(String name) {
        return "coalesce(" + json("properties", name) + ", '')";
    }

    @Override
    public String passes(Goal.Filter filter) {
        return filter("properties", filter);
    }

    String filter(String properties, Goal.Filter filter) {
        String property = json(properties, filter.property());
        String figure = "TRY_CAST(" + property + " AS DOUBLE)";
        String condition =
                switch (filter.test()) {
                    case IS -> property + " = " + text(filter.value());
                    case IS_NOT -> property + " <> " + text(filter.value());
                    case AT_LEAST -> figure + " >= " + number(Double.parseDouble(filter.value()));
                    case BELOW -> figure + " < " + number(Double.parseDouble(filter.value()));
                };
        return "coalesce(" + condition + ", false)";
    }

    private String json(String properties, String name) {
        return "CASE WHEN "
                + properties
                + " <> '' THEN json_extract_string("
                + properties
                + ", "
                + text("$.\"" + name + "\"")
                + ") END";
    }

    @Override
    public String fold(Variable.Fold fold, String when) {
        String one = "CASE WHEN " + when + " THEN 1.0::DOUBLE END";
        return switch (fold) {
            case ANY -> "coalesce(max(" + one + "), 0)";
            case COUNT -> "coalesce(sum(" + one + "), 0)";
            case TOTAL -> "coalesce(sum(CASE WHEN " + when + " THEN value END), 0)";
            case SECONDS ->
                    "coalesce((max(CASE WHEN %1$s THEN happened END) - min(CASE WHEN %1$s THEN happened END)) / 1e6, 0)"
                            .formatted(when);
        };
    }

    @Override
    public String join() {
        return "JOIN";
    }

    @Override
    public String part(int part, int of) {
        return "visitor %% %d = %d".formatted(of, part);
    }
}
