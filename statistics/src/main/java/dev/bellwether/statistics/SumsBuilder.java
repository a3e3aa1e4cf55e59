package dev.bellwether.statistics;

/// Makes [Sums], one visitor after the other. Not thread-safe: one a thread, then merge.
public final class SumsBuilder {
    final double[] pairs;
    private final int variables;
    private long n;

    /// For that many variables a visitor, at least one and at most 64.
    public SumsBuilder(int variables) {
        if (variables < 1 || variables > 64) {
            throw new IllegalArgumentException(
                    "Sums hold 1 to 64 variables a visitor, not " + variables + ".");
        }
        this.variables = variables;
        this.pairs = new double[Sums.length(variables)];
    }

    /// A visitor with one value.
    public SumsBuilder add(double value) {
        expect(1);
        n++;
        Twofold.add(pairs, 0, value);
        Twofold.addProduct(pairs, 2, value, value);
        return this;
    }

    /// A visitor, with a value for each variable.
    public SumsBuilder add(double... row) {
        expect(row.length);
        n++;
        int at = 2 * variables;
        for (int i = 0; i < variables; i++) {
            Twofold.add(pairs, 2 * i, row[i]);
            for (int j = i; j < variables; j++, at += 2) {
                Twofold.addProduct(pairs, at, row[i], row[j]);
            }
        }
        return this;
    }

    /// Takes out a visitor who was added with these values.
    public SumsBuilder remove(double... row) {
        expect(row.length);
        if (n == 0) {
            throw new IllegalArgumentException("Of nobody, nobody can be taken out.");
        }
        n--;
        int at = 2 * variables;
        for (int i = 0; i < variables; i++) {
            Twofold.add(pairs, 2 * i, -row[i]);
            for (int j = i; j < variables; j++, at += 2) {
                Twofold.addProduct(pairs, at, -row[i], row[j]);
            }
        }
        return this;
    }

    /// Visitors who are zero in every variable: exposed, and nothing happened.
    public SumsBuilder addZeros(long visitors) {
        n += visitors;
        return this;
    }

    public SumsBuilder add(Sums others) {
        return merge(others, 1);
    }

    public SumsBuilder remove(Sums some) {
        if (some.n() > n) {
            throw new IllegalArgumentException(
                    "Of " + n + " visitors, " + some.n() + " cannot be taken out.");
        }
        return merge(some, -1);
    }

    public Sums build() {
        return new Sums(n, variables, pairs.clone());
    }

    private SumsBuilder merge(Sums others, int sign) {
        expect(others.variables());
        n += sign * others.n();
        double[] theirs = others.pairs();
        for (int at = 0; at < pairs.length; at += 2) {
            Twofold.add(pairs, at, sign * theirs[at], sign * theirs[at + 1]);
        }
        return this;
    }

    private void expect(int given) {
        if (given != variables) {
            throw new IllegalArgumentException(
                    "These sums hold " + variables + " variables a visitor, not " + given + ".");
        }
    }
}
