package dev.bellwether.watch;

import dev.bellwether.model.InvalidInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a provider of an organization's own must be.
final class ProviderRules {
    private ProviderRules() {}

    /// @throws InvalidInput with every field that is wrong
    static void require(ProviderDraft draft) {
        List<InvalidInput.Problem> problems = problems(draft);
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
    }

    static List<InvalidInput.Problem> problems(ProviderDraft draft) {
        var problems = new ArrayList<InvalidInput.Problem>();
        text(problems, "name", draft.name(), 1, 100);
        text(problems, "category", draft.category(), 0, 60);
        text(problems, "homepage", draft.homepage(), 0, 200);
        Optional<HttpTarget> page = HttpTarget.parse(draft.page().strip());
        if (page.isEmpty()) {
            problems.add(
                    new InvalidInput.Problem(
                            "page", "'" + draft.page() + "' is not an http or https address"));
        }
        String homepage = draft.homepage().strip();
        if (!homepage.isEmpty() && HostName.parse(ProviderName.domain(homepage)).isEmpty()) {
            problems.add(
                    new InvalidInput.Problem(
                            "homepage",
                            "'" + homepage + "' is not a domain or an http or https address"));
        }
        String reader = ReaderKinds.spelled(draft.reader());
        if (!reader.isEmpty() && !ReaderKinds.names().contains(reader)) {
            problems.add(
                    new InvalidInput.Problem(
                            "reader",
                            "'"
                                    + ProviderJson.cut(draft.reader(), 120)
                                    + "' is not one of "
                                    + String.join(", ", ReaderKinds.names())));
        }
        if (ReaderKinds.isFeed(reader) && page.isPresent() && !FeedReader.isFeed(draft.page())) {
            problems.add(
                    new InvalidInput.Problem(
                            "page",
                            "'"
                                    + ProviderJson.cut(draft.page(), 120)
                                    + "' is not the address of a feed, which ends in atom, rss, xml"
                                    + " or feed"));
        }
        return List.copyOf(problems);
    }

    private static void text(
            List<InvalidInput.Problem> problems, String field, String value, int least, int most) {
        String text = value.strip();
        boolean isLegal =
                text.length() >= least
                        && text.length() <= most
                        && text.chars().noneMatch(Character::isISOControl);
        if (!isLegal) {
            problems.add(
                    new InvalidInput.Problem(
                            field,
                            "'"
                                    + ProviderJson.cut(text, 120)
                                    + "' is not "
                                    + least
                                    + " to "
                                    + most
                                    + " characters without line breaks"));
        }
    }
}
