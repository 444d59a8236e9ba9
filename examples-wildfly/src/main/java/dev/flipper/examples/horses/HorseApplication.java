package dev.flipper.examples.horses;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Serves the resources of this WAR under {@code /horses/api}. */
@ApplicationPath("/api")
public class HorseApplication extends Application {}
