package dev.bellwether.notify;

import dev.bellwether.model.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Calls by Twilio's Calls resource. What is said goes with the request (TwiML), so that the call
/// speaks even when this instance cannot be reached meanwhile; a pressed 4 comes back and takes the
/// alert on.
record VoiceChannel(Account account) implements TwilioChannel {
    private static final int RING_SECONDS = 30;
    private static final int LONGEST = 500;

    /// Each stands in a field of its own: in one field they would be the name of no event.
    private static final List<String> EVENTS =
            List.of("initiated", "ringing", "answered", "completed");

    @Override
    public Channel channel() {
        return Channel.VOICE;
    }

    @Override
    public HttpCall call(Transport.Parcel parcel) throws Unsuitable {
        ChannelSettings.Twilio twilio = account.twilio();
        String from = twilio.voiceFrom().isEmpty() ? twilio.from() : twilio.voiceFrom();
        if (!from.startsWith("+")) {
            throw new Unsuitable(
                    "channels.twilio.voice-from is missing: a messaging service makes no calls");
        }
        var fields = new ArrayList<Map.Entry<String, String>>();
        fields.add(Map.entry("To", parcel.address()));
        fields.add(Map.entry("From", from));
        fields.add(Map.entry("Timeout", Integer.toString(RING_SECONDS)));
        fields.add(Map.entry("Twiml", twiml(parcel)));
        if (account.hasCallbacks()) {
            fields.add(Map.entry("StatusCallback", account.tokens().url("twilio/status", parcel)));
            EVENTS.forEach(event -> fields.add(Map.entry("StatusCallbackEvent", event)));
        }
        return make("Calls", fields);
    }

    /// Said twice, for who picks up asleep.
    private String twiml(Transport.Parcel parcel) {
        var text = ChatText.of(parcel);
        String words =
                ChatText.cut(EmailMessages.oneLine(text.title() + ". " + text.text()), LONGEST);
        String say = "<Say>" + Xml.text("This is Bellwether. " + words) + "</Say>";
        if (!text.asks() || !account.hasCallbacks()) {
            return "<Response>" + say + "<Pause length=\"1\"/>" + say + "</Response>";
        }
        String ask = "<Say>Press 4 to take it on.</Say>";
        return "<Response><Gather input=\"dtmf\" numDigits=\"1\" timeout=\"8\" method=\"POST\" action=\""
                + Xml.text(account.tokens().url("twilio/key", parcel))
                + "\">"
                + say
                + ask
                + "<Pause length=\"2\"/>"
                + say
                + ask
                + "</Gather><Say>No key was pressed. Goodbye.</Say></Response>";
    }
}
