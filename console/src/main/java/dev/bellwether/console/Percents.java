package dev.bellwether.console;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// Shares as people write them in a form, in percent: 0.999 is `99.9`.
final class Percents {
    private static final int DIGITS = 12;

    private Percents() {}

    static String write(double share) {
        BigDecimal percent =
                BigDecimal.valueOf(share)
                        .movePointRight(2)
                        .setScale(DIGITS, RoundingMode.HALF_UP)
                        .stripTrailingZeros();
        return percent.toPlainString();
    }

    /// A share from 0 to `most`, of a field in percent; what is no number is said beside it.
    static double read(Form form, String field, double most, double unset) {
        if (form.text(field).isEmpty()) {
            return unset;
        }
        String rule = "is not a percentage from 0 to " + write(most) + ", such as 12.5";
        double percent = form.number(field, rule, unset * 100);
        double share = BigDecimal.valueOf(percent).movePointLeft(2).doubleValue();
        if (share < 0 || share > most) {
            form.wrong(field, "'" + form.text(field) + "' " + rule);
            return unset;
        }
        return share;
    }

    /// The same for a share that is neither nothing nor all.
    static double within(Form form, String field, double unset) {
        double share = read(form, field, 1, unset);
        if (share <= 0 || share >= 1) {
            form.wrong(
                    field, "'" + form.text(field) + "' is not a percentage above 0 and below 100");
            return unset;
        }
        return share;
    }
}
