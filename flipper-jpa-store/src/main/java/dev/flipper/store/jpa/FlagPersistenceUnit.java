package dev.flipper.store.jpa;

import jakarta.persistence.SharedCacheMode;
import jakarta.persistence.ValidationMode;
import jakarta.persistence.spi.ClassTransformer;
import jakarta.persistence.spi.PersistenceProvider;
import jakarta.persistence.spi.PersistenceUnitInfo;
import jakarta.persistence.spi.PersistenceUnitTransactionType;
import java.net.URL;
import java.util.List;
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

    /** Hibernate does not look at the class itself. */
    boolean isFor(PersistenceProvider candidate) {
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
