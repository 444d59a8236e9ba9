package dev.flipper.store.s3;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/** What buckets, regions and services may be called. Wrong ones give {@code IllegalArgumentException}. */
final class S3Names {

    static final String BUCKET_EXPECTED = "the name of a bucket, or the ARN of an access point";
    static final String REGION_EXPECTED = "the name of a region, as eu-central-1";
    static final String ENDPOINT_EXPECTED = "an address of http or https, as http://localhost:9000";

    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9._-]+|arn:[A-Za-z0-9._:/-]+");
    private static final Pattern REGION = Pattern.compile("[a-z0-9-]+");

    private S3Names() {}

    static String bucket(String name) {
        if (!BUCKET.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a bucket's name has letters, digits, dots, hyphens and underscores only, and at least one; '"
                            + name + "' is none");
        }
        return name;
    }

    static String region(String name) {
        if (!REGION.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a region's name has small letters, digits and hyphens only, and at least one; '" + name
                            + "' is none");
        }
        return name;
    }

    static URI endpoint(String address) {
        URI uri;
        try {
            uri = new URI(address);
        } catch (URISyntaxException e) {
            // Its message has all of the text, in which somebody may have put a password.
            throw new IllegalArgumentException("%s at index %d".formatted(e.getReason(), e.getIndex()));
        }
        String scheme = String.valueOf(uri.getScheme());
        if (!scheme.equalsIgnoreCase("http") && !scheme.equalsIgnoreCase("https")) {
            throw new IllegalArgumentException("it does not begin with http:// or https://");
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("it has no host");
        }
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "it has more than a host, a port and a path; credentials have settings of their own");
        }
        return uri;
    }
}
