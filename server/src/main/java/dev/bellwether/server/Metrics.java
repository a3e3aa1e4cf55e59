package dev.bellwether.server;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The figures of the process, in Prometheus' text.
final class Metrics implements AutoCloseable {
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collector = new JvmGcMetrics();

    /// The registry holds what it counts by weak references only.
    private final List<DoubleSupplier> counted = new CopyOnWriteArrayList<>();

    private final List<Runnable> moving = new CopyOnWriteArrayList<>();

    Metrics() {
        collector.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /// A figure that goes up and down. A supplier that fails is shown as NaN.
    void gauge(String name, String says, DoubleSupplier value, String... labels) {
        Gauge.builder(name, sure(value), DoubleSupplier::getAsDouble)
                .description(says)
                .tags(labels)
                .strongReference(true)
                .register(registry);
    }

    /// Figures whose labels come and go: read anew at each scrape.
    void gauges(String name, String says, String label, Supplier<Map<String, Double>> values) {
        var rows = MultiGauge.builder(name).description(says).register(registry);
        moving.add(() ->
                rows.register(
                        values.get().entrySet().stream()
                                .map(one ->
                                        MultiGauge.Row.of(
                                                Tags.of(label, one.getKey()), one.getValue()))
                                .collect(Collectors.toList()),
                        true));
    }

    /// What several figures stand on, read once a scrape.
    <T> Supplier<T> snapshot(Supplier<T> values) {
        var last = new AtomicReference<>(values.get());
        moving.add(() -> last.set(values.get()));
        return last::get;
    }

    /// A figure that only grows.
    void counter(String name, String says, DoubleSupplier value, String... labels) {
        DoubleSupplier counts = sure(value);
        counted.add(counts);
        FunctionCounter.builder(name, counts, DoubleSupplier::getAsDouble)
                .description(says)
                .tags(labels)
                .register(registry);
    }

    /// A figure that cannot be had must not take the others with it, least of all while the
    /// database is gone.
    private static DoubleSupplier sure(DoubleSupplier value) {
        return () -> {
            try {
                return value.getAsDouble();
            } catch (RuntimeException e) {
                return Double.NaN;
            }
        };
    }

    String scrape(String contentType) {
        moving.forEach(Runnable::run);
        return registry.scrape(contentType);
    }

    @Override
    public void close() {
        collector.close();
        registry.close();
    }
}
