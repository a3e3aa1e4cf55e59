package dev.bellwether.model;

import java.time.LocalDate;
import java.time.LocalTime;

/// When one hands over to the next: at `start` and `handoff`, and then every so many units, on the
/// wall clock of the schedule's zone.
///
/// A handoff happens at the first instant at which the wall clock shows its time or later. Months
/// are counted from the start: from the 31st, it is the last day in a shorter month.
///
/// @param every 1 to 744 hours, 366 days, 52 weeks or 12 months
/// @param start the first day; before it nobody of the layer is on call
/// @param handoff whole minutes
public record Rotation(Unit unit, int every, LocalDate start, LocalTime handoff) {
    public enum Unit {
        HOURLY(744),
        DAILY(366),
        WEEKLY(52),
        MONTHLY(12);

        private final int most;

        Unit(int most) {
            this.most = most;
        }

        /// The most of them from one handoff to the next.
        public int most() {
            return most;
        }
    }
}
