package dev.flipper.cdi;

import java.util.Set;

/** What an application has that its annotations speak of; without clients if the settings cannot be read. */
record ToggleContext(DiscoveredBeans beans, Set<String> clients) {}
