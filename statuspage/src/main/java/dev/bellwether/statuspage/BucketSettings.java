package dev.bellwether.statuspage;

import java.net.URI;

/// A bucket that speaks the S3 protocol.
///
/// @param url of the bucket: `https://s3.eu-central-1.amazonaws.com/my-bucket` (the bucket in the
///   path) or `https://my-bucket.s3.eu-central-1.amazonaws.com` (in the host)
/// @param prefix before every key, such as `status/`; may be empty
/// @param region as the service names it; where it has none, `us-east-1`
public record BucketSettings(
        URI url, String prefix, String region, String accessKey, String secretKey) {
    @Override
    public String toString() {
        return "BucketSettings[" + url + "]";
    }
}
