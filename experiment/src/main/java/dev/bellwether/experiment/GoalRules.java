package dev.bellwether.experiment;

/// What must be true of a goal that somebody typed. Pure.
final class GoalRules {
    private static final int MOST_FILTERS = 10;

    private GoalRules() {}

    static void check(Faults faults, String path, Goal goal) {
        faults.length(path + ".event", goal.event(), 256);
        if (!faults.size(path + ".filters", goal.filters(), 0, MOST_FILTERS)) {
            return;
        }
        String at = path + ".filters";
        for (Goal.Filter filter : goal.filters()) {
            property(faults, at, filter.property());
            switch (filter.test()) {
                case IS, IS_NOT ->
                        faults.require(
                                filter.value().length() <= 1_000,
                                at,
                                "a value of "
                                        + filter.value().length()
                                        + " characters is too long; allowed: up to 1000");
                case AT_LEAST, BELOW ->
                        faults.require(
                                CampaignRules.number(filter.value()) != null,
                                at,
                                Faults.quoted(filter.value()) + " is not a number");
            }
        }
    }

    static void property(Faults faults, String path, String name) {
        faults.require(
                !name.isEmpty()
                        && name.length() <= 256
                        && name.chars().noneMatch(c -> c == '"' || c == '\\' || c < ' '),
                path,
                Faults.quoted(name)
                        + " is no property's name: 1 to 256 characters without quotation marks,"
                        + " backslashes and control characters");
    }
}
