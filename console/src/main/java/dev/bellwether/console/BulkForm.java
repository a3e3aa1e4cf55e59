package dev.bellwether.console;

import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceId;
import dev.bellwether.watch.BulkChange;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The form that says what is to be done to many checks. An empty field leaves things as they are.
final class BulkForm {
    private static final String EVERY_PLACE = "*";

    private BulkForm() {}

    static BulkChange read(Form form, List<Service> services) {
        if (form.text("do").equals("remove")) {
            return BulkChange.REMOVAL;
        }
        return new BulkChange(
                false,
                paused(form),
                span(form, "interval"),
                span(form, "timeout"),
                form.optional("places").map(BulkForm::places),
                service(form, services),
                labels(form, "addLabels"),
                labels(form, "removeLabels"));
    }

    /// With commas or spaces between; a `#` before each does no harm.
    static List<String> labels(Form form, String field) {
        return Arrays.stream(form.text(field).toLowerCase(Locale.ROOT).split("[,\\s]+"))
                .map(label -> label.startsWith("#") ? label.substring(1) : label)
                .filter(label -> !label.isEmpty())
                .toList();
    }

    private static Optional<Boolean> paused(Form form) {
        return switch (form.text("run")) {
            case "pause" -> Optional.of(true);
            case "resume" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<Duration> span(Form form, String field) {
        return form.text(field).isEmpty()
                ? Optional.empty()
                : Optional.of(form.span(field, Duration.ZERO));
    }

    private static List<String> places(String text) {
        return text.equals(EVERY_PLACE)
                ? List.of()
                : Arrays.stream(text.split(",", -1))
                        .map(String::strip)
                        .filter(place -> !place.isEmpty())
                        .toList();
    }

    private static Optional<ServiceId> service(Form form, List<Service> services) {
        String asked = form.text("to");
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        Optional<ServiceId> found =
                services.stream()
                        .filter(s -> s.id().value().equals(asked) || isCalled(s, asked))
                        .map(Service::id)
                        .findFirst();
        if (found.isEmpty()) {
            form.wrong("to", "'" + asked + "' is not one of your services; write its whole name");
        }
        return found;
    }

    private static boolean isCalled(Service service, String name) {
        return service.name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT));
    }
}
