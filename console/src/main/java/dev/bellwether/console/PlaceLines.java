package dev.bellwether.console;

import dev.bellwether.model.Channel;
import dev.bellwether.model.EscalationPolicy.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Webhooks and channels as lines of a form: `https://ops.example/hook`, `slack C012AB3CD`.
final class PlaceLines {
    private PlaceLines() {}

    static String write(List<Target> targets) {
        return targets.stream()
                .flatMap(target ->
                        switch (target) {
                            case Target.ToWebhook(var url) -> Optional.of(url).stream();
                            case Target.ToChannel(var channel, var address) ->
                                    Optional.of(word(channel) + " " + address).stream();
                            case Target.ToPerson _, Target.ToSchedule _ ->
                                    Optional.<String>empty().stream();
                        })
                .collect(Collectors.joining("\n"));
    }

    static List<Target> read(Form form, String field) {
        var targets = new ArrayList<Target>();
        for (String line : form.lines(field)) {
            String[] words = line.split("\\s+", 2);
            if (words.length == 1) {
                targets.add(new Target.ToWebhook(line));
                continue;
            }
            Optional<Channel> channel =
                    Arrays.stream(Channel.values())
                            .filter(one -> word(one).equalsIgnoreCase(words[0]))
                            .findFirst();
            channel.ifPresentOrElse(
                    one ->
                            targets.add(
                                    new Target.ToChannel(
                                            one, one.form().normal(words[1]).orElse(words[1]))),
                    () ->
                            form.wrong(
                                    field,
                                    "'" + words[0] + "' is no channel; allowed: " + words()));
        }
        return targets;
    }

    static String words() {
        return Arrays.stream(Channel.values())
                .map(PlaceLines::word)
                .collect(Collectors.joining(", "));
    }

    private static String word(Channel channel) {
        return channel.name().toLowerCase(Locale.ROOT).replace("_", "");
    }
}
