package dev.bellwether.watch;

import dev.bellwether.model.InvalidInput;
import dev.bellwether.store.JsonFault;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What came in, as it came, and read as JSON within bounds of depth, number and length.
///
/// @param raw as signed
/// @param headers names in lower case
/// @param now when it came
record InboundPayload(byte[] raw, JsonNode json, Map<String, String> headers, Instant now) {
    private static final int DEPTH = 64;
    private static final int VALUES = 200_000;
    static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(DEPTH)
                                                    .maxTokenCount(VALUES)
                                                    .maxStringLength(4 << 20)
                                                    .maxNameLength(2_000)
                                                    .maxNumberLength(400)
                                                    .build())
                                    .build())
                    .build();

    /// @throws InvalidInput when it is no JSON, or beyond the bounds
    static InboundPayload of(byte[] raw, Map<String, String> headers, Instant now) {
        return new InboundPayload(raw, json(raw), headers, now);
    }

    /// @throws InvalidInput when it is no JSON, or beyond the bounds
    static JsonNode json(byte[] raw) {
        try {
            JsonNode json = MAPPER.readTree(raw);
            if (json == null || json.isMissingNode()) {
                throw new InvalidInput("body", "is empty; JSON is expected");
            }
            return json;
        } catch (JacksonException e) {
            throw new InvalidInput("body", "is no JSON we read. " + JsonFault.of(raw, e));
        }
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }
}
