package dev.bellwether.watch;

import static dev.bellwether.watch.CheckRules.quoted;

import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.InvalidInput.Problem;
import java.util.ArrayList;
import java.util.Optional;

/// A place as people write it.
///
/// @param name 1 to 64 characters of a-z, 0-9, '.', '_' and '-'
/// @param region at most 100 characters; the place itself may say it when it signs in
/// @param latitude degrees north, -90 to 90; given together with the longitude or not at all
/// @param longitude degrees east, -180 to 180
public record PlaceDraft(
        String name,
        Optional<String> region,
        Optional<Double> latitude,
        Optional<Double> longitude) {
    /// @throws InvalidInput listing every problem
    void require() {
        var problems = new ArrayList<Problem>();
        if (!name.matches("[a-z0-9][a-z0-9._-]{0,63}")) {
            problems.add(
                    quoted(
                            "name",
                            name,
                            "is not 1 to 64 characters of a-z, 0-9, '.', '_' and '-'"));
        }
        if (region.filter(text -> text.length() > 100 || text.matches(".*\\p{Cntrl}.*"))
                .isPresent()) {
            problems.add(quoted("region", region.get(), "is not at most 100 printed characters"));
        }
        if (latitude.isPresent() != longitude.isPresent()) {
            problems.add(new Problem("latitude", "latitude and longitude go together"));
        }
        within("latitude", latitude, 90, problems);
        within("longitude", longitude, 180, problems);
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
    }

    private static void within(
            String field, Optional<Double> value, int most, ArrayList<Problem> problems) {
        if (value.filter(degrees -> !(Math.abs(degrees) <= most)).isPresent()) {
            problems.add(quoted(field, "" + value.get(), "is not -" + most + " to " + most));
        }
    }
}
