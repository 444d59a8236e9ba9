package dev.flipper.cdi;

import dev.flipper.FeatureFlagClient;
import dev.flipper.FlagAlreadyExistsException;
import dev.flipper.FlipperException;
import jakarta.enterprise.inject.spi.BeanManager;
import org.jspecify.annotations.Nullable;

/** The application's client: opened when the application starts, or when it is first asked for, and closed once. */
final class ApplicationClient {

    private final FlipperSettings settings;
    private volatile @Nullable FeatureFlagClient client;

    ApplicationClient(FlipperSettings settings) {
        this.settings = settings;
    }

    FeatureFlagClient get(BeanManager beanManager) {
        FeatureFlagClient opened = client;
        return opened != null ? opened : openOnce(beanManager);
    }

    private synchronized FeatureFlagClient openOnce(BeanManager beanManager) {
        FeatureFlagClient opened = client;
        if (opened == null) {
            opened = open(beanManager);
            client = opened;
        }
        return opened;
    }

    private FeatureFlagClient open(BeanManager beanManager) {
        FeatureFlagClient opened = FeatureFlagClient.builder(settings.openStore())
                .application(ApplicationName.find())
                .serializedAs(new ClientReference())
                .build();
        settings.flags().forEach((flag, enabled) -> declare(opened, flag, enabled));
        // After the declarations: those are settings taking effect, not changes that somebody made.
        opened.events().register(new CdiEvents(beanManager));
        Messages.opened(opened.name(), settings.store(), settings.flags().size());
        return opened;
    }

    private static void declare(FeatureFlagClient client, String flag, boolean enabled) {
        try {
            if (!client.exists(flag)) {
                client.create(flag, enabled);
            }
        } catch (FlagAlreadyExistsException e) {
            // Another node was quicker, which is as good.
            return;
        } catch (FlipperException | IllegalArgumentException e) {
            Messages.flagNotDeclared(flag, e);
        }
    }

    synchronized void close() {
        // Kept when it is closed: a late check is still answered and opens no second one.
        if (client != null) {
            client.close();
        }
    }
}
