package dev.bellwether.experiment;

import java.util.HexFormat;

/// ClickHouse from 18.16 on: no `WITH`, no JSON, and numbers in a text are read less exactly than
/// they are written. Properties stand taken apart in columns of their own.
record ClickDialect() implements Dialect {
    /// Added to a time so that all have as many digits, and texts of times have their order.
    private static final String LONG_AGO = "2000000000000000000";

    @Override
    public String text(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    @Override
    public String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? "toFloat64(" + (long) value + ")"
                : "reinterpretAsFloat64(unhex('"
                        + HexFormat.of()
                                .toHexDigits(Long.reverseBytes(Double.doubleToLongBits(value)))
                        + "'))";
    }

    @Override
    public String first(String expression) {
        return "argMin(" + expression + ", concat(toString(happened + " + LONG_AGO + "), id))";
    }

    @Override
    public String different(String column) {
        return "uniqExact(" + column + ")";
    }

    @Override
    public String day(LocalDays days, String column) {
        return "intDiv(" + days.local(column) + ", " + LocalDays.DAY + ")";
    }

    @Override
    public String property(String name) {
        return "property_texts[" + place(name) + "]";
    }

    @Override
    public String passes(Goal.Filter filter) {
        String text = property(filter.property());
        String figure = "property_numbers[" + place(filter.property()) + "]";
        String condition =
                switch (filter.test()) {
                    case IS -> text + " = " + text(filter.value());
                    case IS_NOT -> text + " != " + text(filter.value());
                    case AT_LEAST -> figure + " >= " + number(Double.parseDouble(filter.value()));
                    case BELOW -> figure + " < " + number(Double.parseDouble(filter.value()));
                };
        return "(has(property_names, " + text(filter.property()) + ") AND " + condition + ")";
    }

    /// 0 where there is none, at which a list has an empty text.
    private String place(String name) {
        return "indexOf(property_names, " + text(name) + ")";
    }

    @Override
    public String fold(Variable.Fold fold, String when) {
        return switch (fold) {
            case ANY -> "toFloat64(max(" + when + "))";
            case COUNT -> "toFloat64(countIf(" + when + "))";
            case TOTAL -> "sum(if(" + when + ", ifNull(value, 0), 0))";
            case SECONDS ->
                    "(maxIf(happened, %1$s) - minIf(happened, %1$s)) / 1000000".formatted(when);
        };
    }

    /// Nothing of a visitor is asked whose rows are counted twice, so `ANY` would do as well; it
    /// means something else on servers of today.
    @Override
    public String join() {
        return "ALL INNER JOIN";
    }

    @Override
    public String part(int part, int of) {
        return "cityHash64(visitor) %% %d = %d".formatted(of, part);
    }
}
