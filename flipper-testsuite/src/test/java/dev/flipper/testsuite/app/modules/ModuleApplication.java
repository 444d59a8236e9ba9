package dev.flipper.testsuite.app.modules;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

@ApplicationPath("api")
public class ModuleApplication extends Application {}
