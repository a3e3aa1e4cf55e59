package dev.bellwether.bench;

import java.time.Instant;

/// One query through the guard.
///
/// @param isTest whether its volume is larger than those that were trained with
/// @param rows that it is expected to read
/// @param cap of its last run, bytes; 0 when it was refused
/// @param ranOut whether its first cap was too small
/// @param isAnswered whether it was answered in the end
/// @param mark by which the engine tells its peak, with nothing in its way
record ForecastRun(
        ForecastShape shape,
        int volume,
        boolean isTest,
        String sql,
        long rows,
        long cap,
        boolean ranOut,
        boolean isAnswered,
        String mark,
        Instant at) {}
