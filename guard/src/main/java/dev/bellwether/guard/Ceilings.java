package dev.bellwether.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The most a query may ask for in settings that hold its memory down. A setting that is not named
/// here passes as it is.
///
/// ClickHouse reads 0 as "no limit", so 0 is more than any ceiling. `SETTINGS` in the text of a
/// query are applied after those in its address, so a cap sent in the address alone can be lifted.
///
/// @param bytes setting to the most it may be
record Ceilings(Map<String, Long> bytes) {
    /// What a thread may take before it tells its query's tracker: the server's default.
    static final long UNTRACKED = 4L << 20;

    /// The cap of a query: 0 is none.
    static final String CAP = "max_memory_usage";

    /// Choosing one sets all that stands in it, so the cap must be said again behind it.
    private static final String PROFILE = "profile";

    Ceilings {
        bytes = Map.copyOf(bytes);
    }

    /// @param query the cap of this query, bytes
    /// @param node what all queries of the node may have together, bytes
    static Ceilings of(long query, long node) {
        return new Ceilings(
                Map.of(
                        CAP,
                        query,
                        "max_memory_usage_for_user",
                        node,
                        "max_memory_usage_for_all_queries",
                        node,
                        "max_untracked_memory",
                        UNTRACKED));
    }

    /// A setting that was held down.
    ///
    /// @param asked as it stood there
    record Held(String setting, String asked, long allowed) {
        @Override
        public String toString() {
            return "%s %s -> %d".formatted(setting, asked, allowed);
        }
    }

    /// Whether this value of this setting may stand. Only a plain number of bytes within the
    /// ceiling may: `'10G'`, `1e10`, `DEFAULT` and parameters are more than the guard will read.
    boolean allows(String setting, String value) {
        Long most = bytes.get(setting);
        if (most == null) {
            return true;
        }
        if (value.isEmpty() || value.length() > 19 || !value.chars().allMatch(Ceilings::isDigit)) {
            return false;
        }
        long asked = Long.parseUnsignedLong(value);
        return asked > 0 && asked <= most;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /// The text with what lifts a cap held down.
    Clamped clamp(Tokens tokens) {
        if (grants(tokens)) {
            return new Clamped(tokens.text(), List.of());
        }
        var told = new ArrayList<Held>();
        var out = new StringBuilder();
        int done = 0;
        for (SettingsClause clause : SettingsClause.in(tokens)) {
            for (SettingsClause.Setting setting : clause.settings()) {
                String asked = text(tokens, setting.from(), setting.to());
                Long cap = bytes.get(CAP);
                if (setting.name().equals(PROFILE) && cap != null) {
                    int end = endOf(tokens, setting);
                    out.append(tokens.text(), done, end).append(", " + CAP + " = ").append(cap);
                    done = end;
                    continue;
                }
                if (allows(setting.name(), plain(tokens, setting))) {
                    continue;
                }
                long most = bytes.getOrDefault(setting.name(), 0L);
                told.add(new Held(setting.name(), asked.isEmpty() ? "1" : asked, most));
                if (setting.from() == setting.to()) {
                    int end = endOf(tokens, setting);
                    out.append(tokens.text(), done, end).append(" = ").append(most);
                    done = end;
                } else {
                    out.append(tokens.text(), done, tokens.start(setting.from())).append(most);
                    done = endOf(tokens, setting);
                }
            }
        }
        return done == 0
                ? new Clamped(tokens.text(), List.of())
                : new Clamped(out.append(tokens.text().substring(done)).toString(), told);
    }

    /// A text after [#clamp].
    ///
    /// @param told what was held down, in the order of the text
    record Clamped(String sql, List<Held> told) {
        Clamped {
            told = List.copyOf(told);
        }
    }

    /// Settings there are what is written down for a user, a role or a view, and no part of the
    /// statement's own.
    private static boolean grants(Tokens tokens) {
        if (!tokens.isWord(0, "CREATE") && !tokens.isWord(0, "ALTER")) {
            return false;
        }
        for (int i = 1; i < Math.min(6, tokens.count()) && tokens.isName(i); i++) {
            if (tokens.isWord(i, "USER")
                    || tokens.isWord(i, "ROLE")
                    || tokens.isWord(i, "PROFILE")
                    || tokens.isWord(i, "VIEW")) {
                return true;
            }
            if (tokens.isWord(i, "TABLE")) {
                return false;
            }
        }
        return false;
    }

    private static int endOf(Tokens tokens, SettingsClause.Setting setting) {
        int behind = setting.from() == setting.to() ? setting.from() : setting.to();
        return tokens.end(behind - 1);
    }

    private static String plain(Tokens tokens, SettingsClause.Setting setting) {
        return setting.to() == setting.from() + 1
                ? tokens.plain(setting.from())
                : text(tokens, setting.from(), setting.to());
    }

    private static String text(Tokens tokens, int from, int to) {
        return from >= to ? "" : tokens.text().substring(tokens.start(from), tokens.end(to - 1));
    }
}
