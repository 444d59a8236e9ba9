package dev.flipper.store.jpa;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.SharedCacheMode;
import jakarta.persistence.ValidationMode;
import jakarta.persistence.spi.ClassTransformer;
import jakarta.persistence.spi.PersistenceProvider;
import jakarta.persistence.spi.PersistenceProviderResolverHolder;
import jakarta.persistence.spi.PersistenceUnitInfo;
import jakarta.persistence.spi.PersistenceUnitTransactionType;
import java.net.URL;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What a persistence.xml would say. The application has none for Flipper, and its own is left alone. */
final class FlagPersistenceUnit implements PersistenceUnitInfo {

    /** One of its own for each store: EclipseLink takes units of one name for one. */
    private final String name = "flipper-" + UUID.randomUUID();

    private final FlagMapping mapping;
    private final DataSource connections;
    private final @Nullable String provider;

    /**
     * Describes a unit.
     *
     * @param provider the class of the only provider to use; null for any
     */
    FlagPersistenceUnit(FlagTable table, DataSource connections, @Nullable String provider) {
        this.mapping = new FlagMapping(table, FlagRow.class.getClassLoader());
        this.connections = connections;
        this.provider = provider;
    }

    /** Asks which database it is. */
    DatabaseProduct product() throws SQLException {
        try (Connection connection = connections.getConnection()) {
            return DatabaseProduct.of(connection);
        }
    }

    /** Starts the provider. */
    EntityManagerFactory start(DatabaseProduct product) {
        List<PersistenceProvider> providers = PersistenceProviderResolverHolder.getPersistenceProviderResolver()
                .getPersistenceProviders();
        return providers.stream()
                .filter(this::isFor)
                .map(candidate -> candidate.createContainerEntityManagerFactory(this, product.settings()))
                .filter(Objects::nonNull)
                .findFirst()
                .map(FlagPersistenceUnit::checked)
                .orElseThrow(() -> new PersistenceException(
                        "there is no provider of Jakarta Persistence: add one, as org.hibernate.orm:hibernate-core"));
    }

    /** EclipseLink looks at the database now, and not at every factory that was made while that was away. */
    private static EntityManagerFactory checked(EntityManagerFactory made) {
        try {
            made.createEntityManager().close();
            return made;
        } catch (RuntimeException | Error e) {
            made.close();
            throw e;
        }
    }

    /** Hibernate does not look at the class itself. */
    private boolean isFor(PersistenceProvider candidate) {
        return provider == null || provider.equals(candidate.getClass().getName());
    }

    @Override
    public String getPersistenceUnitName() {
        return name;
    }

    @Override
    public @Nullable String getPersistenceProviderClassName() {
        return provider;
    }

    /** Whose transaction it is, the caller's or one of its own, is decided behind the data source. */
    @Override
    public PersistenceUnitTransactionType getTransactionType() {
        return PersistenceUnitTransactionType.RESOURCE_LOCAL;
    }

    @Override
    public @Nullable DataSource getJtaDataSource() {
        return null;
    }

    @Override
    public DataSource getNonJtaDataSource() {
        return connections;
    }

    @Override
    public List<String> getMappingFileNames() {
        return List.of(FlagMapping.FILE);
    }

    @Override
    public List<URL> getJarFileUrls() {
        return List.of();
    }

    @Override
    public URL getPersistenceUnitRootUrl() {
        return mapping.url();
    }

    @Override
    public List<String> getManagedClassNames() {
        return List.of();
    }

    @Override
    public boolean excludeUnlistedClasses() {
        return true;
    }

    @Override
    public SharedCacheMode getSharedCacheMode() {
        return SharedCacheMode.NONE;
    }

    @Override
    public ValidationMode getValidationMode() {
        return ValidationMode.NONE;
    }

    @Override
    public Properties getProperties() {
        Properties properties = new Properties();
        properties.setProperty("eclipselink.weaving", "false");
        // It would log each failure, while an outage is worth saying once, and some are none of the operator's
        // business.
        properties.setProperty("eclipselink.logging.level", "OFF");
        return properties;
    }

    @Override
    public String getPersistenceXMLSchemaVersion() {
        return "3.0";
    }

    @Override
    public ClassLoader getClassLoader() {
        return mapping;
    }

    @Override
    public void addTransformer(ClassTransformer transformer) {
        // The class is loaded already.
    }

    @Override
    public ClassLoader getNewTempClassLoader() {
        return mapping;
    }
}
