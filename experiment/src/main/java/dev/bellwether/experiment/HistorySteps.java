package dev.bellwether.experiment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Makes a [SiteHistory] from rows in order of visitor and day.
final class HistorySteps {
    private final Reckoning reckoning;
    private final int variables;
    private final int width;
    private final List<List<Step>> days = new ArrayList<>();
    private int visitors;
    private long current = -1;
    private double[] sums = new double[0];

    HistorySteps(Reckoning reckoning, int days) {
        this.reckoning = reckoning;
        this.variables = reckoning.variables().size();
        this.width = SiteHistory.width(variables);
        for (int i = 0; i < days; i++) {
            this.days.add(new ArrayList<>());
        }
    }

    private record Step(int who, double[] more) {}

    /// @param row `visitor`, `day`, then the variables of that day; the first row of a visitor is
    ///   the day of their coming
    void add(ResultSet row) throws SQLException {
        double[] day = new double[variables];
        for (int i = 0; i < variables; i++) {
            day[i] = row.getDouble(3 + i);
        }
        add(row.getLong(1), row.getInt(2), day);
    }

    void add(long visitor, int day, double[] more) {
        boolean isNew = visitor != current;
        if (isNew) {
            current = visitor;
            visitors++;
            sums = new double[variables];
        }
        double[] before = row(sums);
        for (int i = 0; i < variables; i++) {
            boolean isAny = reckoning.variables().get(i).fold() == Variable.Fold.ANY;
            sums[i] = isAny ? Math.min(1, sums[i] + more[i]) : sums[i] + more[i];
        }
        double[] step = row(sums);
        for (int i = 0; i < width; i++) {
            step[i] -= before[i];
        }
        step[0] = isNew ? 1 : 0;
        if (isNew || Arrays.stream(step).anyMatch(number -> number != 0)) {
            days.get(day).add(new Step(visitors - 1, step));
        }
    }

    /// The visitor's part of the sums.
    private double[] row(double[] values) {
        double[] row = new double[width];
        int at = 1;
        for (double value : values) {
            row[at++] = value;
        }
        for (int i = 0; i < variables; i++) {
            for (int j = i; j < variables; j++) {
                row[at++] = values[i] * values[j];
            }
        }
        return row;
    }

    SiteHistory history(long all) {
        int count = days.stream().mapToInt(List::size).sum();
        int[] end = new int[days.size()];
        int[] who = new int[count];
        double[] steps = new double[count * width];
        int at = 0;
        for (int day = 0; day < end.length; day++) {
            for (Step step : days.get(day)) {
                who[at] = step.who;
                System.arraycopy(step.more, 0, steps, at * width, width);
                at++;
            }
            end[day] = at;
        }
        return new SiteHistory(reckoning.reading(), all, visitors, end.length, end, who, steps);
    }
}
