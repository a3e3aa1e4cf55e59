package dev.bellwether.notify;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;

/// What text messages and calls by Twilio share: one at a time to a number and none within a
/// minute, an account, and callbacks that tell what became of a message.
interface TwilioChannel extends HttpChannel {
    /// Nobody gets more than one in this time.
    Duration BETWEEN = Duration.ofMinutes(1);

    /// How long Twilio may be silent before the next method is tried.
    Duration PATIENCE = Duration.ofMinutes(3);

    Account account();

    /// @param settings whether callbacks reach us
    record Account(ChannelSettings settings, ChannelSettings.Twilio twilio, CallbackTokens tokens) {
        boolean hasCallbacks() {
            return settings.hasCallbacks();
        }

        /// Without what the settings keep secret.
        @Override
        public String toString() {
            return twilio.toString();
        }
    }

    @Override
    default int parallelPerTarget() {
        return 1;
    }

    @Override
    default Duration pace() {
        return BETWEEN;
    }

    /// A request to make one of these, such as `Messages`.
    default HttpCall make(String resource, Collection<Map.Entry<String, String>> fields) {
        ChannelSettings.Twilio twilio = account().twilio();
        return HttpCall.form(
                        twilio.url()
                                + "/2010-04-01/Accounts/"
                                + twilio.account()
                                + "/"
                                + resource
                                + ".json",
                        fields)
                .basic(twilio.account(), twilio.token());
    }

    @Override
    default Outcome outcome(HttpReply reply) {
        return TwilioAnswers.outcome(reply, account().hasCallbacks(), PATIENCE);
    }
}
