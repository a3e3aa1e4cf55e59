package dev.bellwether.api;

import java.util.Map;

/// A request for flags, in whichever protocol.
///
/// @param query its parameters, decoded
/// @param authorization the header, as it came
/// @param apiKey the header `X-API-Key`
/// @param site the header `Bellwether-Site`: of which site, for tokens
/// @param known the header `If-None-Match`
/// @param origin scheme and host by which it was asked
record FlagAsk(
        String path,
        Map<String, String> query,
        String authorization,
        String apiKey,
        String site,
        String known,
        String origin,
        String address,
        byte[] body) {
    FlagAsk with(byte[] read) {
        return new FlagAsk(path, query, authorization, apiKey, site, known, origin, address, read);
    }
}
