package dev.flipper.testsuite.app.toggle;

import jakarta.ejb.Remote;

@Remote
public interface RemoteSounds {

    String sound(long rider);
}
