package dev.bellwether.notify;

import java.util.List;

/// Pushover says that an emergency was acknowledged. Its callback has no signature, so the address
/// has ours, and the receipt is asked for at Pushover before it is believed.
record PushoverHook(
        ChannelSettings.Pushover pushover, CallbackTokens tokens, HookDesk desk, HttpCalls calls)
        implements Hook {
    @Override
    public String name() {
        return "pushover";
    }

    @Override
    public HookAnswer on(HookRequest request) {
        var of = tokens.read(request.queried("m"), request.queried("s"));
        String receipt = request.form().getOrDefault("receipt", "");
        if (of.isEmpty() || !receipt.matches("[A-Za-z0-9]{1,64}")) {
            return HookAnswer.refused("This address is not one of ours");
        }
        List<HookAnswer.TakenOn> taken =
                isAcknowledged(receipt) ? desk.taken(of.get(), "Pushover") : List.of();
        return new HookAnswer(204, "text/plain", "", taken);
    }

    private boolean isAcknowledged(String receipt) {
        var call =
                HttpCall.get(
                        pushover.url()
                                + "/1/receipts/"
                                + receipt
                                + ".json?token="
                                + HttpCall.encode(pushover.token()));
        return calls.make(call) instanceof HttpCalls.Came.Answer(var reply)
                && reply.isGood()
                && reply.field("acknowledged").equals("1");
    }

    @Override
    public String toString() {
        return "PushoverHook";
    }
}
