package dev.flipper.cdi;

import java.net.URISyntaxException;
import java.net.URL;
import java.security.CodeSource;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which part of the application a class lies in, told by its place: servers do not say it at all moments. */
final class Packaging {

    /** A server that unpacks EARs may turn {@code shop.war} into {@code shop_war}. */
    private static final Pattern WAR = Pattern.compile("([^/]+?)(?:[._]war)?/WEB-INF/");

    private Packaging() {}

    /** Gives the name of the WAR that a class lies in, null if it is in none. */
    static @Nullable String warOf(Class<?> member) {
        CodeSource source = member.getProtectionDomain().getCodeSource();
        URL location = source == null ? null : source.getLocation();
        return location == null ? null : warIn(decoded(location));
    }

    static @Nullable String warIn(String location) {
        Matcher war = WAR.matcher(location);
        return war.find() ? war.group(1) : null;
    }

    private static String decoded(URL location) {
        try {
            return location.toURI().getSchemeSpecificPart();
        } catch (URISyntaxException e) {
            return location.getPath();
        }
    }
}
