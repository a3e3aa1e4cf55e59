package dev.bellwether.watch;

import java.util.List;

/// Any program that posts JSON, read by the mapping of its integration.
final class MappedSender implements Sender {
    static final String SLUG = "json";
    private final InboundMapping mapping;

    MappedSender(InboundMapping mapping) {
        this.mapping = mapping;
    }

    @Override
    public String slug() {
        return SLUG;
    }

    @Override
    public String name() {
        return "Any JSON";
    }

    @Override
    public String setup() {
        return "Post JSON to the address below. What stands where is said by the mapping, which can"
                + " be tried on what came in.";
    }

    @Override
    public List<InboundEvent> read(InboundPayload payload) {
        return mapping.read(payload.json());
    }
}
