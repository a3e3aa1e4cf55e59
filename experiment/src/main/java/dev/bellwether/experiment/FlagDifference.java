package dev.bellwether.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What is other between two states of a flag, in words. Pure.
final class FlagDifference {
    private FlagDifference() {}

    /// Empty when nothing is.
    static List<String> words(KeptFlag was, Flag flag, FlagNotes notes) {
        var words = new ArrayList<String>();
        Flag before = was.flag();
        if (before.on() != flag.on()) {
            words.add(flag.on() ? "turned on" : "turned off");
        }
        if (!before.variations().equals(flag.variations())) {
            words.add("variations are " + names(flag));
        }
        served(words, "otherwise", before.otherwise(), flag.otherwise());
        served(words, "when off", before.off(), flag.off());
        rules(words, before, flag);
        if (!was.notes().description().equals(notes.description())) {
            words.add("described anew");
        }
        if (was.notes().open() != notes.open()) {
            words.add(notes.open() ? "open to the site's key" : "closed to the site's key");
        }
        if (!was.notes().services().equals(notes.services())) {
            words.add("touches other services");
        }
        return List.copyOf(words);
    }

    static String names(Flag flag) {
        return flag.variations().stream().map(Variation::name).collect(Collectors.joining(", "));
    }

    private static void served(List<String> words, String when, String before, String now) {
        if (!before.equals(now)) {
            words.add(when + ": " + before + " → " + now);
        }
    }

    private static void rules(List<String> words, Flag before, Flag flag) {
        var old =
                before.rules().stream()
                        .collect(Collectors.toMap(Rule::name, Function.identity(), (a, b) -> a));
        for (Rule rule : flag.rules()) {
            Rule other = old.remove(rule.name());
            if (other == null) {
                words.add("rule " + rule.name() + " added");
            } else if (!other.equals(rule)) {
                words.add("rule " + rule.name() + ": " + what(other, rule));
            }
        }
        old.keySet().stream().sorted().forEach(name -> words.add("rule " + name + " removed"));
        List<String> kept =
                flag.rules().stream().map(Rule::name).filter(name -> has(before, name)).toList();
        List<String> were =
                before.rules().stream().map(Rule::name).filter(name -> has(flag, name)).toList();
        if (!kept.equals(were)) {
            words.add("rules in another order");
        }
    }

    private static boolean has(Flag flag, String rule) {
        return flag.rules().stream().anyMatch(one -> one.name().equals(rule));
    }

    private static String what(Rule before, Rule now) {
        var words = new ArrayList<String>();
        if (!before.when().equals(now.when())) {
            words.add("for others");
        }
        if (!before.window().equals(now.window())) {
            words.add("at other times");
        }
        if (!before.serve().equals(now.serve())) {
            words.add(serving(before.serve(), now.serve()));
        }
        return String.join(", ", words);
    }

    private static String serving(Serving before, Serving now) {
        if (before instanceof Serving.Split was && now instanceof Serving.Split is) {
            boolean isCoverageAlone =
                    was.campaign().equals(is.campaign())
                            && was.by().equals(is.by())
                            && was.unit().equals(is.unit())
                            && was.shares().equals(is.shares())
                            && Objects.equals(was.group(), is.group());
            if (isCoverageAlone) {
                return "coverage " + coverage(was.coverage()) + " → " + coverage(is.coverage());
            }
            return was.by().equals(is.by()) && was.unit().equals(is.unit())
                    ? "campaign " + is.campaign() + " divides otherwise"
                    : "campaign " + is.campaign() + " deals its visitors anew";
        }
        return "serves otherwise";
    }

    private static String coverage(Ramp ramp) {
        return FlagWords.percent(ramp.first())
                + ramp.steps().stream()
                        .map(step ->
                                ", "
                                        + FlagWords.percent(step.coverage())
                                        + " from "
                                        + FlagWords.time(step.at()))
                        .collect(Collectors.joining());
    }
}
