package dev.bellwether.console;

import dev.bellwether.experiment.Evaluator;
import dev.bellwether.experiment.Explanation;
import dev.bellwether.experiment.Flag;
import dev.bellwether.experiment.FlagBook;
import dev.bellwether.experiment.FlagWords;
import dev.bellwether.experiment.KeptFlag;
import dev.bellwether.experiment.KeptSet;
import dev.bellwether.experiment.Rule;
import dev.bellwether.experiment.Translation;
import dev.bellwether.experiment.Value;
import dev.bellwether.experiment.Visitor;
import dev.bellwether.model.FlagsChanged;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.Role;
import dev.bellwether.model.Site;
import dev.bellwether.people.Sites;
import dev.bellwether.store.Line;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Flags of a site: a list, and a page for each, with who gets what in words, what one visitor
/// would get, the kill switch and what was done to it.
final class FlagPages {
    static final String HOME = "/console/flags";
    static final String SECTION = "flags";
    private static final int MOST_LINES = 30;

    /// @param tone of its badge
    record Row(KeptFlag kept, String path, String state, String tone) {
        static Row of(Site site, KeptFlag kept) {
            String state = kept.archived() ? "Archived" : kept.flag().on() ? "On" : "Off";
            String tone = kept.archived() ? "dim" : kept.flag().on() ? "good" : "warn";
            return new Row(kept, FlagPages.path(site, kept.key()), state, tone);
        }

        String serves() {
            int rules = kept.flag().rules().size();
            String otherwise = kept.flag().on() ? kept.flag().otherwise() : kept.flag().off();
            return !kept.flag().on() || rules == 0
                    ? "everybody gets " + otherwise
                    : rules + (rules == 1 ? " rule" : " rules") + ", otherwise " + otherwise;
        }
    }

    record ListView(SiteChoice choice, List<Row> rows) {}

    /// A rule in words.
    record RuleLine(String name, String who, String gives, String when, boolean now) {
        static RuleLine of(Rule rule, Instant at) {
            return new RuleLine(
                    rule.name(),
                    FlagWords.who(rule.when()),
                    FlagWords.gives(rule.serve(), at),
                    FlagWords.when(rule.window()),
                    rule.window().contains(at));
        }
    }

    /// What one visitor gets.
    ///
    /// @param steps what each rule said, by its name
    record Preview(String visitor, String variation, String value, List<String> steps) {}

    record Done(Instant at, String who, String what) {}

    record PageView(
            Site site,
            Row row,
            List<RuleLine> rules,
            Form form,
            Optional<Preview> preview,
            Map<String, String> notSaid,
            List<Done> history) {}

    private final Sites sites;
    private final FlagBook book;

    FlagPages(Rooms rooms) {
        this.sites = rooms.people().sites();
        this.book = rooms.flags().book();
    }

    void register(Routes routes) {
        routes.get(HOME, Role.VIEWER, this::list);
        routes.get(HOME + "/{site}/{flag}", Role.VIEWER, this::page);
        routes.post(HOME + "/{site}/{flag}/switch", Role.EDITOR, this::turn);
        routes.post(HOME + "/{site}/{flag}/archive", Role.EDITOR, this::archive);
    }

    static String path(Site site, String key) {
        return HOME + "/" + site.id() + "/" + SiteChoice.part(key);
    }

    private Reply list(Visit visit) {
        var choice = SiteChoice.of(visit, sites);
        List<Row> rows =
                choice.site()
                        .map(one ->
                                book.read(one).flags().stream()
                                        .map(flag -> Row.of(one, flag))
                                        .sorted((a, b) ->
                                                Boolean.compare(
                                                        a.kept().archived(), b.kept().archived()))
                                        .toList())
                        .orElse(List.of());
        var view = new ListView(choice, rows);
        return Reply.page(
                SECTION, (out, frame) -> JteflagsGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Reply page(Visit visit) {
        Site site = site(visit);
        String key = visit.context().pathParam("flag");
        KeptFlag kept = book.flag(site, key);
        KeptSet set = book.read(site);
        Form form =
                Form.of(
                        Map.of(
                                "visitor", List.of(visit.query("visitor")),
                                "attributes", List.of(visit.query("attributes"))));
        Optional<Preview> preview =
                visit.query("visitor").isEmpty() && visit.query("attributes").isEmpty()
                                || kept.archived()
                        ? Optional.empty()
                        : preview(set, key, form, visit.now());
        var view =
                new PageView(
                        site,
                        Row.of(site, kept),
                        kept.flag().rules().stream()
                                .map(rule -> RuleLine.of(rule, visit.now()))
                                .toList(),
                        form,
                        preview,
                        kept.archived() ? Map.of() : notSaid(kept, set, visit.now()),
                        book.history(site, key, MOST_LINES).stream().map(FlagPages::done).toList());
        return Reply.page(
                SECTION, (out, frame) -> JteflagGenerated.render(out, Html.PLAIN, frame, view));
    }

    /// Whose clients do not have it in their rules, and why.
    private static Map<String, String> notSaid(KeptFlag kept, KeptSet set, Instant now) {
        Map<String, String> notSaid = new HashMap<>();
        List<Flag> one = List.of(kept.flag());
        Translation.growthBook(one, set.set(), now)
                .leftOut()
                .forEach((key, why) -> notSaid.put("GrowthBook", why));
        Translation.unleash(one, set.set(), now)
                .leftOut()
                .forEach((key, why) -> notSaid.put("Unleash", why));
        return notSaid;
    }

    private static Optional<Preview> preview(KeptSet set, String key, Form form, Instant now) {
        var attributes = new HashMap<String, Value>();
        for (String line : form.lines("attributes")) {
            int at = line.indexOf('=');
            if (at <= 0) {
                form.wrong(
                        "attributes",
                        "'" + line + "' is no attribute; write for example plan=team");
                return Optional.empty();
            }
            attributes.put(line.substring(0, at).strip(), value(line.substring(at + 1).strip()));
        }
        String visitor = form.text("visitor");
        return Evaluator.of(set.set())
                .explain(key, new Visitor(visitor, attributes), now)
                .map(said ->
                        new Preview(
                                visitor,
                                said.outcome().variation(),
                                FlagWords.value(said.outcome().value()),
                                said.steps().stream().map(FlagPages::step).toList()));
    }

    /// A truth or a figure where it is one; in quotation marks, a text in any case.
    private static Value value(String text) {
        if (text.equals("true") || text.equals("false")) {
            return new Value.Truth(text.equals("true"));
        }
        if (text.matches("-?\\d{1,15}(\\.\\d{1,15})?")) {
            return new Value.Figure(Double.parseDouble(text));
        }
        boolean isQuoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return new Value.Text(isQuoted ? text.substring(1, text.length() - 1) : text);
    }

    private static String step(Explanation.Step step) {
        return "Rule "
                + step.rule()
                + switch (step.said()) {
                    case TAKEN -> " takes the visitor.";
                    case NOT_NOW -> " does not hold now.";
                    case NO_MATCH -> " is for others.";
                    case NO_KEY -> " divides by a key, and the visitor has none.";
                    case EXCLUDED -> " leaves the visitor to another campaign of its group.";
                    case NOT_COVERED -> " does not cover the visitor yet.";
                    case HELD_OUT -> " would take the visitor, whom a holdout keeps out.";
                };
    }

    private static Done done(Line line) {
        return line.fact() instanceof FlagsChanged changed
                ? new Done(
                        line.at(),
                        changed.actor().name(),
                        changed.detail().isEmpty()
                                ? AuditPages.View.action(
                                        changed.what().name().toLowerCase(Locale.ROOT))
                                : changed.detail())
                : new Done(line.at(), "", "");
    }

    private Reply turn(Visit visit) {
        Site site = site(visit);
        boolean on = visit.form().text("on").equals("on");
        String key = visit.context().pathParam("flag");
        KeptFlag kept = book.turn(site, key, on, visit.actor());
        return Reply.done(
                path(site, key),
                on ? key + " is on." : key + " is off: everybody gets " + kept.flag().off() + ".");
    }

    private Reply archive(Visit visit) {
        Site site = site(visit);
        String key = visit.context().pathParam("flag");
        boolean archived = visit.form().text("archived").equals("on");
        try {
            book.archive(site, key, archived, visit.actor());
        } catch (InvalidInput e) {
            return Reply.sorry(path(site, key), String.valueOf(e.getMessage()));
        }
        return Reply.done(
                path(site, key),
                archived
                        ? key + " is archived: it is served to nobody."
                        : key + " is served again.");
    }

    private Site site(Visit visit) {
        return SiteChoice.in(visit, sites);
    }
}
