package dev.bellwether.console;

import dev.bellwether.model.Check;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A check as it stands in a form, and back.
final class CheckForm {
    private CheckForm() {}

    static Form fresh(CheckKind kind) {
        return SpecForm.defaults(kind)
                .with("interval", "30s")
                .with("timeout", "10s")
                .with("whenDown", Status.MAJOR_OUTAGE.name())
                .with("recovery.successes", Check.Recovery.DEFAULT.successes())
                .with("recovery.over", Spans.write(Check.Recovery.DEFAULT.over()));
    }

    /// @param check without its secrets
    static Form of(Check check) {
        Form form =
                Form.blank()
                        .with("name", check.name())
                        .with("service", check.service())
                        .with("interval", Spans.write(check.interval()))
                        .with("timeout", Spans.write(check.timeout()))
                        .with("degradedAbove", check.degradedAbove().map(Spans::write))
                        .with("whenDown", check.whenDown().name())
                        .with("recovery.successes", check.recovery().successes())
                        .with("recovery.over", Spans.write(check.recovery().over()))
                        .with("places", String.join(", ", check.places()))
                        .with("labels", String.join(", ", check.labels()));
        SpecForm.fill(form, check.spec());
        return form;
    }

    static Check read(
            Form form, CheckKind kind, CheckId id, List<Service> services, Optional<Check> before) {
        Optional<Service> service =
                services.stream()
                        .filter(s -> s.id().value().equals(form.text("service")))
                        .findFirst();
        if (service.isEmpty()) {
            form.wrong("service", "'" + form.text("service") + "' is not one of your services");
        }
        CheckSpec spec = SpecForm.read(form, kind, before.map(Check::spec));
        return new Check(
                id,
                services.isEmpty()
                        ? dev.bellwether.model.OrganizationId.SYSTEM
                        : services.getFirst().organization(),
                service.map(Service::id).orElse(new ServiceId("none")),
                form.text("name"),
                spec,
                form.span("interval", Check.DEFAULT_INTERVAL),
                form.span("timeout", Check.DEFAULT_TIMEOUT),
                form.optional("degradedAbove").map(_ -> form.span("degradedAbove", Duration.ZERO)),
                form.choice("whenDown", Status.class, Status.MAJOR_OUTAGE),
                new Check.Recovery(
                        form.whole(
                                "recovery.successes", 1, 100, Check.Recovery.DEFAULT.successes()),
                        form.span("recovery.over", Check.Recovery.DEFAULT.over())),
                places(form),
                before.map(Check::paused).orElse(false),
                BulkForm.labels(form, "labels"));
    }

    private static List<String> places(Form form) {
        return Arrays.stream(form.text("places").split("[,\\s]+"))
                .filter(place -> !place.isEmpty())
                .toList();
    }
}
