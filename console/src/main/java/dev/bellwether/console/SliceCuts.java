package dev.bellwether.console;

import dev.bellwether.experiment.Results.SliceValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which visitors of a campaign are looked at, by values of its slices.
///
/// @param cuts one for each slice
record SliceCuts(List<Cut> cuts) {
    /// Values of a slice that are offered.
    static final int MOST = 30;

    private static final String PREFIX = "slice-";

    /// @param chosen empty: everybody
    /// @param values that visitors have, most first; those that are chosen among them
    /// @param more whether there may be others
    record Cut(String slice, Set<String> chosen, List<Option> values, boolean more) {
        /// The field's name.
        String field() {
            return PREFIX + slice;
        }
    }

    /// As the address says: a parameter for each value, one without text for visitors that have no
    /// such property.
    static SliceCuts of(Visit visit, List<String> slices) {
        var cuts = new ArrayList<Cut>();
        for (String slice : slices) {
            Set<String> chosen = new LinkedHashSet<>(visit.context().queryParams(PREFIX + slice));
            visit.optional("also-" + slice).ifPresent(chosen::add);
            cuts.add(new Cut(slice, chosen, List.of(), false));
        }
        return new SliceCuts(List.copyOf(cuts));
    }

    /// With the values that there are.
    SliceCuts offered(List<SliceValue> there) {
        return new SliceCuts(
                cuts.stream()
                        .map(cut -> {
                            var labels = new LinkedHashMap<String, String>();
                            there.stream()
                                    .filter(one -> one.slice().equals(cut.slice()))
                                    .forEach(one -> labels.put(one.value(), label(one)));
                            boolean more = labels.size() >= MOST;
                            cut.chosen().forEach(value -> labels.putIfAbsent(value, name(value)));
                            return new Cut(cut.slice(), cut.chosen(), options(labels), more);
                        })
                        .toList());
    }

    private static List<Option> options(Map<String, String> labels) {
        return labels.entrySet().stream()
                .map(one -> new Option(one.getKey(), one.getValue()))
                .toList();
    }

    private static String label(SliceValue one) {
        long visitors = one.visitors().stream().mapToLong(Long::longValue).sum();
        return name(one.value()) + " (" + visitors + ")";
    }

    private static String name(String value) {
        return value.isEmpty() ? "none" : value;
    }

    Map<String, Set<String>> filter() {
        var filter = new LinkedHashMap<String, Set<String>>();
        cuts.stream()
                .filter(cut -> !cut.chosen().isEmpty())
                .forEach(cut -> filter.put(cut.slice(), cut.chosen()));
        return filter;
    }

    /// The fields as a form has them.
    Form form() {
        Form form = Form.blank();
        cuts.forEach(cut -> form.withAll(cut.field(), List.copyOf(cut.chosen())));
        return form;
    }

    /// The same visitors at another address.
    String onto(String address) {
        var to = new StringBuilder(address);
        for (Cut cut : cuts) {
            for (String value : cut.chosen()) {
                to.append(to.indexOf("?") < 0 ? '?' : '&')
                        .append(Links.encode(cut.field()))
                        .append('=')
                        .append(Links.encode(value));
            }
        }
        return to.toString();
    }
}
