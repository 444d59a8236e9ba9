package dev.flipper.cdi.elsewhere;

interface Hidden {}
