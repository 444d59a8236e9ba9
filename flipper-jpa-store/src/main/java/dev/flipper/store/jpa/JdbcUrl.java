package dev.flipper.store.jpa;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a database is, in the words of its driver. Immutable. */
final class JdbcUrl {

    static final String EXPECTED = "a JDBC URL, as jdbc:postgresql://host/database";

    private static final Pattern URL = Pattern.compile("(jdbc:[^:/?;@\\s]+:)([^?;&#]*)(.*)", Pattern.DOTALL);
    private static final Pattern NAMES_A_SECRET = Pattern.compile("(?i)passw|pwd|secret|token");

    private final String text;
    private final String shown;

    private JdbcUrl(String text, Matcher parts) {
        this.text = text;
        this.shown = shown(parts.group(1), parts.group(2), parts.group(3));
    }

    /**
     * Takes a URL.
     *
     * @throws IllegalArgumentException if it is none; the message does not show it
     */
    static JdbcUrl of(String text) {
        String stripped = text.strip();
        Matcher parts = URL.matcher(stripped);
        if (!parts.matches()) {
            throw new IllegalArgumentException("it does not begin with jdbc: and the name of a kind of database");
        }
        return new JdbcUrl(stripped, parts);
    }

    /**
     * Leaves the parameters out, and what stands before an {@code @}. Where that may begin in the one and end in the
     * other, as a password may have any character, nothing is left but the kind of database.
     */
    private static String shown(String kind, String place, String parameters) {
        if (parameters.contains("@") || NAMES_A_SECRET.matcher(place).find()) {
            return kind + "***";
        }
        int login = place.lastIndexOf('@');
        return login < 0 ? kind + place : kind + "***" + place.substring(login);
    }

    boolean isPostgresql() {
        return text.startsWith("jdbc:postgresql:");
    }

    /** Gives the whole URL, for the driver only. */
    String text() {
        return text;
    }

    /** Shows nothing that may be secret. */
    @Override
    public String toString() {
        return shown;
    }
}
