package dev.bellwether.api;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// JSON of senders, within the bounds that the room reads it in.
final class InboundJson {
    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(64)
                                                    .maxTokenCount(200_000)
                                                    .maxStringLength(4 << 20)
                                                    .maxNameLength(2_000)
                                                    .maxNumberLength(400)
                                                    .build())
                                    .build())
                    .build();

    private InboundJson() {}

    /// A missing node for no body at all.
    ///
    /// @throws JacksonException when it is no JSON, or beyond the bounds
    static JsonNode tree(byte[] body) {
        return MAPPER.readTree(body);
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static byte[] bytes(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }
}
