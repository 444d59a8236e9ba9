package dev.flipper.testsuite.app.toggle;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

@ApplicationPath("api")
public class HorseApplication extends Application {}
