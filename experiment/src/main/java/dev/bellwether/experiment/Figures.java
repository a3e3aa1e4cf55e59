package dev.bellwether.experiment;

import dev.bellwether.statistics.Scale;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/// Numbers as sentences say them: no more digits than they carry. Pure.
public final class Figures {
    private static final double SURE = 0.999;

    private Figures() {}

    /// With thousands apart by thin commas: `12,345`.
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String count(long number, String thing) {
        return count(number) + " " + thing + (number == 1 ? "" : "s");
    }

    /// Below a ten thousandth only that.
    public static String p(double p) {
        return p < 0.0001 ? "< 0.0001" : plain(p, 2);
    }

    /// Never quite sure: `99.7 %`, `> 99.9 %`, `< 0.1 %`.
    public static String chance(double chance) {
        if (chance > SURE) {
            return "> 99.9 %";
        }
        if (chance < 1 - SURE) {
            return "< 0.1 %";
        }
        return fixed(chance * 100, 1) + " %";
    }

    /// Of an effect, without a sign: `3.1 %`, or `0.12` in the metric's unit.
    public static String size(Scale scale, double value, double width) {
        return switch (scale) {
            case RELATIVE -> fixed(Math.abs(value) * 100, digits(width * 100)) + " %";
            case ABSOLUTE -> fixed(Math.abs(value), digits(width));
        };
    }

    /// With its sign: `+3.1 %`.
    public static String signed(Scale scale, double value, double width) {
        return (value > 0 ? "+" : value < 0 ? "−" : "") + size(scale, value, width);
    }

    /// A share of one: `12.3 %`.
    public static String percent(double share) {
        return fixed(100 * share, 1) + " %";
    }

    /// What became of a figure, as a share of what it was: `+3.2 %`; `new` where there was nothing
    /// to compare with, and nothing where there is nothing.
    public static String change(double now, double before) {
        if (before == 0) {
            return now == 0 ? "" : "new";
        }
        double change = (now - before) / Math.abs(before);
        String sign = change > 0.0005 ? "+" : change < -0.0005 ? "−" : "±";
        return sign + percent(Math.abs(change));
    }

    /// `1.2 to 5.0`, as percentages where the effect is one.
    public static String range(Scale scale, double low, double high) {
        double by = scale == Scale.RELATIVE ? 100 : 1;
        int digits = digits((high - low) * by);
        return end(low * by, digits) + " to " + end(high * by, digits);
    }

    private static String end(double value, int digits) {
        return (value < 0 ? "−" : "") + fixed(Math.abs(value), digits);
    }

    /// The value of a metric, to four digits.
    public static String level(double value) {
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(4, RoundingMode.HALF_UP));
        double size = Math.abs(value);
        return size >= 1e9 || size < 1e-6
                ? rounded.toString().replace("E+", "·10^").replace("E", "·10^")
                : (value < 0 ? "−" : "")
                        + String.format(
                                Locale.ROOT,
                                "%,." + Math.max(0, rounded.stripTrailingZeros().scale()) + "f",
                                rounded.abs());
    }

    /// An error, to two digits.
    public static String error(double value) {
        return value == 0 ? "0" : plain(value, 2);
    }

    /// So many decimals that half a width has two figures; at most six.
    private static int digits(double width) {
        if (!(width > 0)) {
            return 1;
        }
        int magnitude = (int) Math.floor(Math.log10(width / 2));
        return Math.clamp(1L - magnitude, 0, 6);
    }

    private static String plain(double value, int figures) {
        return new BigDecimal(value)
                .round(new MathContext(figures, RoundingMode.HALF_UP))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String fixed(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
