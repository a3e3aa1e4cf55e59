package dev.bellwether.api;

import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.people.Principal;
import java.util.ArrayList;
import java.util.List;

/// What a room would refuse a body for, asked before the work, so that it can be told together with
/// what is wrong in the body's form.
@FunctionalInterface
interface Rules<T> {
    List<Problem> of(Principal by, T body);

    /// The problems of the form, and those of the rules about other fields.
    static List<Problem> merged(List<Problem> form, List<Problem> rules) {
        var all = new ArrayList<>(form);
        rules.stream()
                .filter(rule -> form.stream().noneMatch(wrong -> covers(wrong, rule)))
                .forEach(all::add);
        return all;
    }

    private static boolean covers(Problem form, Problem rule) {
        String field = form.field();
        return rule.field().equals(field)
                || rule.field().startsWith(field + ".")
                || rule.field().startsWith(field + "[");
    }
}
