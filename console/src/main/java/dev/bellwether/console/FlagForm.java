package dev.bellwether.console;

import dev.bellwether.experiment.Condition;
import dev.bellwether.experiment.Flag;
import dev.bellwether.experiment.FlagNotes;
import dev.bellwether.experiment.FlagText;
import dev.bellwether.experiment.Ramp;
import dev.bellwether.experiment.Rule;
import dev.bellwether.experiment.Serving;
import dev.bellwether.experiment.Value;
import dev.bellwether.experiment.Variation;
import dev.bellwether.experiment.Window;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.ServiceId;
import dev.bellwether.statistics.Bucketing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// A flag as it stands in a form. Its rules are one that divides everybody by percentages, in
/// fields of its own, or any others, as JSON.
final class FlagForm {
    static final int MOST = 100;
    static final String COUNT = "count";
    private static final String SIMPLE = "simple";
    private static final String JSON = "json";

    private FlagForm() {}

    static Form fresh() {
        Form form =
                Form.blank()
                        .with("version", 0)
                        .with("mode", SIMPLE)
                        .with("coverage", 100)
                        .with("off", "off")
                        .with("otherwise", "off")
                        .with(COUNT, 2);
        return form.with(variation(0, "name"), "off")
                .with(variation(0, "value"), "false")
                .with(variation(1, "name"), "on")
                .with(variation(1, "value"), "true");
    }

    static Form of(Flag flag, FlagNotes notes, long version) {
        Form form =
                Form.blank()
                        .with("version", version)
                        .with("key", flag.key())
                        .with("description", notes.description())
                        .with("open", notes.open())
                        .withAll(
                                "services",
                                notes.services().stream().map(ServiceId::value).toList())
                        .with("off", flag.off())
                        .with("otherwise", flag.otherwise())
                        .with("coverage", 100)
                        .with(COUNT, flag.variations().size())
                        .with("mode", flag.rules().isEmpty() ? SIMPLE : JSON)
                        .with("rules", FlagText.write(flag.rules()));
        for (int i = 0; i < flag.variations().size(); i++) {
            Variation variation = flag.variations().get(i);
            form.with(variation(i, "name"), variation.name())
                    .with(variation(i, "value"), FlagText.write(variation.value()));
        }
        simple(flag).ifPresent(split -> simple(form, flag, split));
        return form;
    }

    private static void simple(Form form, Flag flag, Serving.Split split) {
        form.with("mode", SIMPLE)
                .with("rules", "")
                .with("ruleName", flag.rules().getFirst().name())
                .with("campaign", split.campaign())
                .with("coverage", Percents.write(split.coverage().first()));
        for (int i = 0; i < flag.variations().size(); i++) {
            String name = flag.variations().get(i).name();
            int at = i;
            split.shares().stream()
                    .filter(share -> share.variation().equals(name))
                    .findFirst()
                    .ifPresent(share ->
                            form.with(variation(at, "share"), Percents.write(share.share())));
        }
    }

    /// The one rule that the fields can say: it divides everybody, always, by its own hash.
    private static Optional<Serving.Split> simple(Flag flag) {
        if (flag.rules().size() == 1
                && flag.rules().getFirst().when().equals(Condition.EVERYBODY)
                && flag.rules().getFirst().window().equals(Window.ALWAYS)
                && flag.rules().getFirst().serve() instanceof Serving.Split split
                && split.by().equals(new Bucketing.Ours(split.campaign()))
                && split.unit().isEmpty()
                && split.group().isEmpty()
                && split.coverage().steps().isEmpty()
                && inOrder(flag, split)) {
            return Optional.of(split);
        }
        return Optional.empty();
    }

    private static boolean inOrder(Flag flag, Serving.Split split) {
        List<String> shares = split.shares().stream().map(Serving.Share::variation).toList();
        return flag.variations().stream()
                .map(Variation::name)
                .filter(shares::contains)
                .toList()
                .equals(shares);
    }

    static boolean isSimple(Form form) {
        return !form.text("mode").equals(JSON);
    }

    static String variation(int at, String part) {
        return Form.row("variations", at, part);
    }

    /// The form after a button that saves nothing: one more variation, or the rules as JSON.
    static Form changed(Form form) {
        switch (form.text("change")) {
            case "variation" -> form.with(COUNT, Math.min(MOST, form.rows(COUNT) + 1));
            case JSON -> {
                form.compact("variations", COUNT, MOST, "name", "value", "share");
                form.with("rules", FlagText.write(simpleRules(form))).with("mode", JSON);
            }
            default -> {
                // A button of a page that is older than this one.
            }
        }
        return form;
    }

    static Flag read(Form form, String key, boolean on) {
        form.compact("variations", COUNT, MOST, "name", "value", "share");
        var variations = new ArrayList<Variation>();
        for (int i = 0; i < form.rows(COUNT); i++) {
            variations.add(
                    new Variation(
                            form.text(variation(i, "name")), value(form, variation(i, "value"))));
        }
        return new Flag(
                key,
                on,
                variations,
                form.text("off"),
                isSimple(form) ? simpleRules(form) : rules(form),
                form.text("otherwise"));
    }

    private static Value value(Form form, String field) {
        try {
            return FlagText.value(form.raw(field), field);
        } catch (InvalidInput e) {
            e.problems().forEach(one -> form.wrong(one.field(), one.message()));
            return new Value.Text("");
        }
    }

    private static List<Rule> rules(Form form) {
        try {
            return FlagText.rules(form.raw("rules"), "rules");
        } catch (InvalidInput e) {
            e.problems().forEach(one -> form.wrong(one.field(), one.message()));
            return List.of();
        }
    }

    /// None where no campaign is named.
    private static List<Rule> simpleRules(Form form) {
        var shares = new ArrayList<Serving.Share>();
        for (int i = 0; i < form.rows(COUNT); i++) {
            if (!form.text(variation(i, "share")).isEmpty()) {
                shares.add(
                        new Serving.Share(
                                form.text(variation(i, "name")),
                                Percents.read(form, variation(i, "share"), 1, 0)));
            }
        }
        String campaign = form.text("campaign");
        double coverage = Percents.read(form, "coverage", 1, 1);
        if (campaign.isEmpty()) {
            if (!shares.isEmpty()) {
                form.wrong(
                        "campaign",
                        "shares are given, and visitors are divided for a campaign; name it, or"
                                + " empty the shares");
            }
            return List.of();
        }
        return List.of(
                new Rule(
                        form.optional("ruleName").orElse(campaign),
                        Condition.EVERYBODY,
                        Window.ALWAYS,
                        new Serving.Split(
                                campaign,
                                new Bucketing.Ours(campaign),
                                Optional.empty(),
                                Ramp.of(coverage),
                                shares,
                                Optional.empty())));
    }

    static FlagNotes notes(Form form) {
        return new FlagNotes(
                form.text("description"),
                form.checked("open"),
                new HashSet<>(form.ids("services", ServiceId::new)));
    }

    /// The field in which the form asks for what a rule names.
    static String field(Form form, String place) {
        if (!isSimple(form) || !place.startsWith("rules")) {
            return place;
        }
        if (place.contains("shares")) {
            return "variations";
        }
        return place.contains("coverage") ? "coverage" : "campaign";
    }
}
