package dev.bellwether.watch;

import java.util.List;
import java.util.Optional;

/// Understands the status pages of one platform. A new one is one file and one line in [#ALL].
///
/// A reader maps the foreign vocabulary by one table, where a word it does not know is UNKNOWN, and
/// keeps the provider's own words beside. A part inside nested groups or of a region names them all
/// in [ProviderComponent#group], joined by ` / `.
interface ProviderReader {
    /// All there are, the best first where several might read a page.
    List<ProviderReader> ALL =
            List.of(
                    new StatuspageReader(),
                    new InstatusReader(),
                    new BetterStackReader(),
                    new IncidentIoReader(),
                    new StatusIoReader(),
                    new StatuspalReader(),
                    new CachetReader(),
                    new SorryReader(),
                    new ChecklyReader(),
                    new FireHydrantReader(),
                    new AwsReader(),
                    GoogleReader.cloud(),
                    GoogleReader.workspace(),
                    new AzureReader(),
                    new SlackReader(),
                    new SalesforceReader(),
                    new HerokuReader(),
                    new FeedReader());

    static Optional<ProviderReader> named(String name) {
        return ALL.stream().filter(reader -> reader.name().equals(name)).findFirst();
    }

    /// Names it in the database: never rename.
    String name();

    /// True when a provider's page may be of this platform.
    boolean mayRead(Provider provider);

    /// The documents to ask for, one to four; none where their addresses must be found at first
    /// contact. Asked in this order, each with its own conditions; the page is unchanged when all
    /// are.
    List<ProviderDocument> documents(Provider provider);

    /// Where a page whose platform is not known may have a document of this reader's: addresses
    /// that are tried as the provider's feed, the best first.
    ///
    /// @param head of the page's HTML; [PageHead#NONE] before that was asked for
    default List<String> guesses(Provider provider, PageHead head) {
        return List.of();
    }

    /// Understands an answer. A page that does not tell its own name gives an empty one.
    ///
    /// @throws UnreadablePage when it is not what this platform answers
    ProviderReading read(ProviderAnswers answers);

    /// What is known of a part that the page does not name, as some clouds name a service in a
    /// region only while it is in trouble. Empty where there is no such part.
    ///
    /// @param named the parts that it names
    /// @param component a path such as `ec2/us-east-1`
    default Optional<ProviderComponent> unnamed(List<ProviderComponent> named, String component) {
        return Optional.empty();
    }
}
