package dev.bellwether.api;

/// @param version of the program, told in the OpenAPI document
/// @param bodyBytes the largest request body; more is answered 413
/// @param perToken requests a minute for each token
/// @param perAddress requests a minute for each address that shows no valid token
public record ApiSettings(String version, long bodyBytes, int perToken, int perAddress) {
    public static ApiSettings defaults() {
        return new ApiSettings("1", 1 << 20, 600, 120);
    }
}
