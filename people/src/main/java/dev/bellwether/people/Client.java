package dev.bellwether.people;

/// Where a request came from, as the person sees it in their list of sessions.
///
/// @param address the peer's IP address, after trusted proxies were taken off
/// @param agent the `User-Agent`, cut to 200 characters
public record Client(String address, String agent) {
    private static final int LONGEST_AGENT = 200;

    public Client {
        agent = agent.length() > LONGEST_AGENT ? agent.substring(0, LONGEST_AGENT) : agent;
    }
}
