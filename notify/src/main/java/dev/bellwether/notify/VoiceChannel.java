package dev.bellwether.notify;

import dev.bellwether.model.Channel;
import java.time.Duration;
import java.util.LinkedHashMap;

/// Calls by Twilio's Calls resource. What is said goes with the request (TwiML), so that the call
/// speaks even when this instance cannot be reached meanwhile; a pressed 4 comes back and takes the
/// alert on.
final class VoiceChannel implements HttpChannel {
    private static final Duration BETWEEN = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int RING_SECONDS = 30;
    private static final int LONGEST = 500;
    private static final String EVENTS = "initiated ringing answered completed";

    private final ChannelSettings settings;
    private final ChannelSettings.Twilio twilio;
    private final CallbackTokens tokens;

    VoiceChannel(ChannelSettings settings, ChannelSettings.Twilio twilio, CallbackTokens tokens) {
        this.settings = settings;
        this.twilio = twilio;
        this.tokens = tokens;
    }

    @Override
    public Channel channel() {
        return Channel.VOICE;
    }

    @Override
    public int parallelPerTarget() {
        return 1;
    }

    @Override
    public Duration pace() {
        return BETWEEN;
    }

    @Override
    public HttpCall call(Transport.Parcel parcel) throws Unsuitable {
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
        if (settings.hasCallbacks()) {
            fields.put("StatusCallback", tokens.url("twilio/status", parcel));
            fields.put("StatusCallbackEvent", EVENTS);
        }
        return HttpCall.form(
                        twilio.url() + "/2010-04-01/Accounts/" + twilio.account() + "/Calls.json",
                        fields)
                .basic(twilio.account(), twilio.token());
    }

    /// Said twice, for who picks up asleep.
    private String twiml(Transport.Parcel parcel) {
        var text = ChatText.of(parcel);
        String words =
                ChatText.cut(EmailMessages.oneLine(text.title() + ". " + text.text()), LONGEST);
        String say = "<Say>" + Xml.text("This is Bellwether. " + words) + "</Say>";
        if (!text.asks() || !settings.hasCallbacks()) {
            return "<Response>" + say + "<Pause length=\"1\"/>" + say + "</Response>";
        }
        String ask = "<Say>Press 4 to take it on.</Say>";
        return "<Response><Gather input=\"dtmf\" numDigits=\"1\" timeout=\"8\" method=\"POST\" action=\""
                + Xml.text(tokens.url("twilio/key", parcel))
                + "\">"
                + say
                + ask
                + "<Pause length=\"2\"/>"
                + say
                + ask
                + "</Gather><Say>No key was pressed. Goodbye.</Say></Response>";
    }

    @Override
    public Outcome outcome(HttpReply reply) {
        return TwilioAnswers.outcome(reply, settings.hasCallbacks(), PATIENCE);
    }
}
