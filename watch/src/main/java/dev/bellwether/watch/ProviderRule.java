package dev.bellwether.watch;

import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.FailedRule;
import dev.bellwether.model.Status;
import java.time.Instant;
import java.util.Optional;

/// What a provider's own page means for the check that follows it. Pure.
final class ProviderRule {
    private ProviderRule() {}

    /// @param whenDown the worst that the check may say
    static Statement statement(
            CheckSpec.ProviderPage spec,
            Optional<ProviderView> view,
            Status whenDown,
            Instant now) {
        String who =
                spec.component().map(c -> spec.provider() + " " + c).orElse("" + spec.provider());
        if (view.isEmpty()) {
            return new Statement(
                    Status.UNKNOWN,
                    FailedRule.PROVIDER.tag() + " nothing is known of " + who,
                    now,
                    now);
        }
        Status said = view.get().status();
        if (said == Status.UNKNOWN) {
            String why = view.get().summary();
            return new Statement(
                    Status.UNKNOWN,
                    why.isEmpty()
                            ? ""
                            : FailedRule.PROVIDER.tag() + " " + who + " is not known: " + why,
                    now,
                    now);
        }
        Status capped = said.isOutage() && said.compareTo(whenDown) > 0 ? whenDown : said;
        String summary =
                said == Status.OPERATIONAL
                        ? ""
                        : FailedRule.PROVIDER.tag()
                                + " "
                                + who
                                + " says "
                                + said
                                + ": "
                                + view.get().summary();
        return new Statement(capped, summary, now, now);
    }
}
