package dev.bellwether.notify;

import dev.bellwether.model.Channel;
import java.util.LinkedHashMap;

/// Calls by Twilio's Calls resource. What is said goes with the request (TwiML), so that the call
/// speaks even when this instance cannot be reached meanwhile; a pressed 4 comes back and takes the
/// alert on.
record VoiceChannel(Account account) implements TwilioChannel {
    private static final int RING_SECONDS = 30;
    private static final int LONGEST = 500;
    private static final String EVENTS = "initiated ringing answered completed";

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
        var fields = new LinkedHashMap<String, String>();
        fields.put("To", parcel.address());
        fields.put("From", from);
        fields.put("Timeout", Integer.toString(RING_SECONDS));
        fields.put("Twiml", twiml(parcel));
        if (account.hasCallbacks()) {
            fields.put("StatusCallback", account.tokens().url("twilio/status", parcel));
            fields.put("StatusCallbackEvent", EVENTS);
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
