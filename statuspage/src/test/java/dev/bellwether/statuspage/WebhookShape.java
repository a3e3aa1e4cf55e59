package dev.bellwether.statuspage;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// What Statuspage documents of the bodies it posts to webhooks, as a schema: every field there,
/// and no other.
final class WebhookShape {
    private static final String SCHEMA = read();

    private WebhookShape() {}

    static void check(String json) {
        assertThat(
                        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                                .getSchema(SCHEMA, InputFormat.JSON)
                                .validate(json, InputFormat.JSON))
                .as(json)
                .isEmpty();
    }

    private static String read() {
        try (var in = WebhookShape.class.getResourceAsStream("statuspage-webhook.schema.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
