package dev.bellwether.statistics;

/// How much of α may have been spent when a share t of the information is in (Lan and DeMets,
/// Biometrika 1983), two-sided.
public sealed interface Spending {
    /// Almost nothing early, nearly all at the end: 4 − 4Φ(z_{α/4} / √t).
    record OBrienFleming() implements Spending {}

    /// Evenly: α ln(1 + (e − 1) t).
    record Pocock() implements Spending {}

    /// α t^exponent, in between.
    record Power(double exponent) implements Spending {
        public Power {
            if (!(exponent > 0)) {
                throw new IllegalArgumentException(
                        "A spending exponent is above 0, not " + exponent + ".");
            }
        }
    }

    /// Spent by `t`, from 0 at 0 to α at 1.
    default double spent(double alpha, double t) {
        return switch (this) {
            case OBrienFleming() ->
                    4 * Normal.above(Normal.upperQuantile(alpha / 4) / Math.sqrt(t));
            case Pocock() -> alpha * Math.log1p((Math.E - 1) * t);
            case Power(double exponent) -> alpha * Math.pow(t, exponent);
        };
    }
}
