package dev.bellwether.statuspage;

import dev.bellwether.model.ComponentId;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.model.StatusPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Checks what is said about subscribers, naming everything that is wrong.
final class SubscriberInput {
    private static final int MOST_LINES = 200_000;
    private static final int LONGEST_CONSENT = 500;

    private SubscriberInput() {}

    /// The address of one whom the operator brings in.
    ///
    /// @throws InvalidInput with every field that is wrong
    static SubscriberAddress check(StatusPage page, NewSubscriber fresh) {
        var problems = new ArrayList<>(components(page, fresh.components()));
        if (fresh.mode() == Subscriber.Mode.EMAIL && fresh.confirmed()) {
            problems.addAll(consent(fresh.consent()));
        }
        Optional<SubscriberAddress> address = Optional.empty();
        try {
            address = Optional.of(SubscriberAddress.of(fresh.mode(), fresh.address()));
        } catch (InvalidInput e) {
            problems.addAll(e.problems());
        }
        refuse(problems);
        return address.orElseThrow();
    }

    /// Of a list from elsewhere; a line that is wrong is told with what came of the others.
    static List<Problem> problems(List<SubscriberCsv.Row> rows, String consent) {
        var problems = new ArrayList<Problem>();
        if (rows.size() > MOST_LINES) {
            problems.add(
                    new Problem(
                            "csv",
                            rows.size() + " lines are more than " + MOST_LINES + " at once"));
        }
        problems.addAll(consent(consent));
        return problems;
    }

    static void checkComponents(StatusPage page, List<ComponentId> components) {
        refuse(components(page, components));
    }

    static void refuse(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
    }

    private static List<Problem> components(StatusPage page, List<ComponentId> components) {
        return components.stream()
                .filter(id -> page.components().stream().noneMatch(c -> c.id().equals(id)))
                .map(id ->
                        new Problem(
                                "components",
                                "'" + id + "' is not a component of '" + page.name() + "'"))
                .toList();
    }

    private static List<Problem> consent(String consent) {
        String text = consent.strip();
        return text.isEmpty() || text.length() > LONGEST_CONSENT
                ? List.of(
                        new Problem(
                                "consent",
                                "say in 1 to "
                                        + LONGEST_CONSENT
                                        + " characters where and when they agreed to be written to"))
                : List.of();
    }
}
