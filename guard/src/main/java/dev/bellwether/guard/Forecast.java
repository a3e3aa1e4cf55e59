package dev.bellwether.guard;

/// How much memory a query is expected to need at its peak, bytes.
sealed interface Forecast {
    /// Of a query whose form has run often enough.
    ///
    /// @param bytes the peak is expected to be at most this
    /// @param samples runs that it is learnt from
    /// @param isProven whether enough forecasts of its family were compared with what came true for
    ///   the promised coverage to be a measured one
    record Known(long bytes, int samples, boolean isProven) implements Forecast {}

    /// Of a form that is new, or has run too seldom: it is to be tried under a small cap.
    ///
    /// @param family what queries of its family needed, for when the small cap is too small; 0 when
    ///   there were none
    record Unknown(long family) implements Forecast {}
}
