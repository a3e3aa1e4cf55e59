package dev.bellwether.experiment;

import java.util.List;
import java.util.function.IntUnaryOperator;

/// A [SliceFilter] over the codes that stand for values.
@FunctionalInterface
interface CodeFilter {
    CodeFilter EVERYBODY = _ -> true;

    /// @param codeOf a slice's place in the campaign
    boolean passes(IntUnaryOperator codeOf);

    /// @param codes of the values
    static CodeFilter of(SliceFilter filter, Campaign campaign, SliceCodes codes) {
        if (filter.isAll()) {
            return EVERYBODY;
        }
        return switch (filter) {
            case SliceFilter.OneOf(String slice, var values) -> {
                int place = campaign.slices().indexOf(slice);
                boolean[] passing = new boolean[1 << 16];
                for (String value : values) {
                    short code = codes.of(place, value);
                    if (code != 0) {
                        passing[code & 0xffff] = true;
                    }
                }
                yield codeOf -> passing[codeOf.applyAsInt(place) & 0xffff];
            }
            case SliceFilter.All(var of) -> {
                List<CodeFilter> parts = all(of, campaign, codes);
                yield codeOf -> {
                    for (CodeFilter part : parts) {
                        if (!part.passes(codeOf)) {
                            return false;
                        }
                    }
                    return true;
                };
            }
            case SliceFilter.Any(var of) -> {
                List<CodeFilter> parts = all(of, campaign, codes);
                yield codeOf -> {
                    for (CodeFilter part : parts) {
                        if (part.passes(codeOf)) {
                            return true;
                        }
                    }
                    return false;
                };
            }
            case SliceFilter.Not(var not) -> {
                CodeFilter part = of(not, campaign, codes);
                yield codeOf -> !part.passes(codeOf);
            }
        };
    }

    private static List<CodeFilter> all(List<SliceFilter> of, Campaign campaign, SliceCodes codes) {
        return of.stream().map(one -> of(one, campaign, codes)).toList();
    }
}
