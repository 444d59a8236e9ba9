package dev.flipper.guide;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

/** The arrows of docs/architecture.md: inward only, and none between the parts around the core. */
class ArchitectureTest {

    private static final String CDI = "dev.flipper.cdi..";
    private static final String JMX = "dev.flipper.jmx..";
    private static final String TESTKIT = "dev.flipper.testkit..";
    private static final String[] CORE = {
        "dev.flipper",
        "dev.flipper.bucketing..",
        "dev.flipper.condition..",
        "dev.flipper.event..",
        "dev.flipper.json..",
        "dev.flipper.store"
    };

    private static final String STORES = "dev.flipper.store.*..";
    private static final String REDIS = "dev.flipper.store.redis..";
    private static final String CONSUL = "dev.flipper.store.consul..";
    private static final String JPA = "dev.flipper.store.jpa..";
    private static final String S3 = "dev.flipper.store.s3..";
    private static final String THRIFT = "dev.flipper.store.thrift..";
    private static final String STORE_TESTING = "dev.flipper.store.testing..";

    private final JavaClasses flipper = new ClassFileImporter()
            .withImportOption(new DoNotIncludeTests())
            .importPackages("dev.flipper", "dev.flipper.cdi", "dev.flipper.jmx", "dev.flipper.testkit");

    @Test
    void theCoreKnowsNothingAroundIt() {
        noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        CDI,
                        JMX,
                        TESTKIT,
                        STORES,
                        "javax.management..",
                        "jakarta.enterprise..",
                        "org.eclipse.microprofile..")
                .check(flipper);
    }

    @Test
    void cdiAndJmxDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage(CDI)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(JMX, TESTKIT, STORES, "javax.management..")
                .check(flipper);
        noClasses()
                .that()
                .resideInAPackage(JMX)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CDI, TESTKIT, STORES, "jakarta..")
                .check(flipper);
    }

    @Test
    void theTestKitKnowsTheCoreOnly() {
        noClasses()
                .that()
                .resideInAPackage(TESTKIT)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CDI, JMX, STORES, "jakarta..", "javax..")
                .check(flipper);
    }

    /** The stores are told below what they may know, which this is not. */
    @Test
    void whatTheirTestsShareKnowsNoStore() {
        classes()
                .that()
                .resideInAPackage(STORE_TESTING)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.flipper",
                        "dev.flipper.event",
                        "dev.flipper.json",
                        "dev.flipper.setting",
                        "dev.flipper.store",
                        STORE_TESTING,
                        "org.assertj..",
                        "org.awaitility..",
                        "org.junit.jupiter.api..",
                        "org.jspecify..",
                        // Of S3Mock, for what starts it.
                        "org.springframework..",
                        "org.apache.catalina..",
                        "jakarta.servlet..",
                        "java..")
                .check(flipper);
    }

    @Test
    void theRedisStoreKnowsTheCoreAndItsClientOnly() {
        classes()
                .that()
                .resideInAPackage(REDIS)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.flipper",
                        "dev.flipper.setting",
                        "dev.flipper.store",
                        REDIS,
                        "redis.clients.jedis..",
                        "org.apache.commons.pool2..",
                        "org.jspecify..",
                        "java..")
                .check(flipper);
    }

    @Test
    void theConsulStoreKnowsTheCoreAndTheJdkOnly() {
        classes()
                .that()
                .resideInAPackage(CONSUL)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.flipper",
                        "dev.flipper.json",
                        "dev.flipper.setting",
                        "dev.flipper.store",
                        CONSUL,
                        "javax.net.ssl..",
                        "org.jspecify..",
                        "java..")
                .check(flipper);
    }

    @Test
    void theJpaStoreKnowsTheCoreAndThePlatformOnly() {
        classes()
                .that()
                .resideInAPackage(JPA)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.flipper",
                        "dev.flipper.setting",
                        "dev.flipper.store",
                        JPA,
                        "jakarta.persistence..",
                        "jakarta.transaction..",
                        "javax.naming..",
                        "javax.sql..",
                        "org.jspecify..",
                        "java..")
                .check(flipper);
    }

    @Test
    void theS3StoreKnowsTheCoreAndTheSdkOnly() {
        classes()
                .that()
                .resideInAPackage(S3)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.flipper",
                        "dev.flipper.setting",
                        "dev.flipper.store",
                        S3,
                        "software.amazon.awssdk..",
                        "org.jspecify..",
                        "java..")
                .check(flipper);
    }

    @Test
    void theThriftStoreKnowsTheCoreAndThriftOnly() {
        classes()
                .that()
                .resideInAPackage(THRIFT)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.flipper",
                        "dev.flipper.json",
                        "dev.flipper.setting",
                        "dev.flipper.store",
                        THRIFT,
                        "org.apache.thrift..",
                        "org.jspecify..",
                        "java..")
                .check(flipper);
    }
}
