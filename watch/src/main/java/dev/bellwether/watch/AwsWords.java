package dev.bellwether.watch;

import dev.bellwether.model.Status;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The codes of the AWS Health Dashboard in ours: the one table. Another code is UNKNOWN.
final class AwsWords {
    private record Meaning(Status status, String words) {}

    private static final Map<String, Meaning> CODES =
            Map.of(
                    "0", new Meaning(Status.OPERATIONAL, "0: operating normally"),
                    "1", new Meaning(Status.DEGRADED, "1: impacted"),
                    "2", new Meaning(Status.DEGRADED, "2: degradation"),
                    "3", new Meaning(Status.MAJOR_OUTAGE, "3: disruption"));

    /// `ec2-us-east-1`, `acm-pca-me-central-1`, `route53` (in no region).
    private static final Pattern PLACED =
            Pattern.compile("(.+?)-([a-z]{2}(?:-[a-z]{2,12}){1,3}-\\d)");

    /// Where services live that have no region.
    static final String GLOBAL = "global";

    private AwsWords() {}

    static Status status(String code) {
        Meaning meaning = CODES.get(code);
        return meaning == null ? Status.UNKNOWN : meaning.status();
    }

    static String words(String code) {
        Meaning meaning = CODES.get(code);
        return meaning == null ? code : meaning.words();
    }

    static boolean isOver(String code) {
        return code.equals("0");
    }

    /// A service's key taken apart.
    record Key(String service, String region) {
        static Key of(String key) {
            Matcher match = key.length() <= 100 ? PLACED.matcher(key) : PLACED.matcher("");
            return match.matches()
                    ? new Key(match.group(1), match.group(2))
                    : new Key(ProviderJson.cut(key, 100).replace('/', '-'), GLOBAL);
        }

        /// An event that names many services, whatever it calls itself.
        boolean isOfMany() {
            return service.equals("multipleservices");
        }
    }
}
