package dev.flipper;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;

@AnalyzeClasses(packages = "dev.flipper", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final DescribedPredicate<JavaClass> FLIPPER = resideInAPackage("dev.flipper..");

    private static final String CAFFEINE = "com.github.benmanes.caffeine..";

    private static final DescribedPredicate<JavaClass> CACHED_STORE =
            describe("make up the cached store", type -> type.getName().startsWith("dev.flipper.store.Cache"));

    private static DescribedPredicate<JavaClass> anythingOfFlipperBut(String... packages) {
        return FLIPPER.and(DescribedPredicate.not(resideInAnyPackage(packages)));
    }

    private static DescribedPredicate<JavaClass> theContext() {
        return describe("the evaluation context", type -> type.getName().equals("dev.flipper.EvaluationContext"));
    }

    @ArchTest
    static final ArchRule jsonStandsAlone = noClasses()
            .that()
            .resideInAPackage("dev.flipper.json")
            .should()
            .dependOnClassesThat(anythingOfFlipperBut("dev.flipper.json"));

    @ArchTest
    static final ArchRule settingsStandAlone = noClasses()
            .that()
            .resideInAPackage("dev.flipper.setting")
            .should()
            .dependOnClassesThat(anythingOfFlipperBut("dev.flipper.setting"));

    @ArchTest
    static final ArchRule conditionsKnowContextAndJsonOnly = noClasses()
            .that()
            .resideInAPackage("dev.flipper.condition")
            .should()
            .dependOnClassesThat(anythingOfFlipperBut("dev.flipper.condition", "dev.flipper.json")
                    .and(DescribedPredicate.not(theContext())));

    @ArchTest
    static final ArchRule bucketersKnowContextAndJsonOnly = noClasses()
            .that()
            .resideInAPackage("dev.flipper.bucketing")
            .should()
            .dependOnClassesThat(anythingOfFlipperBut("dev.flipper.bucketing", "dev.flipper.json")
                    .and(DescribedPredicate.not(theContext())));

    @ArchTest
    static final ArchRule storesKnowNoEvents = noClasses()
            .that()
            .resideInAPackage("dev.flipper.store")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.flipper.event");

    @ArchTest
    static final ArchRule storesDoNotKnowTheClient = noClasses()
            .that()
            .resideInAnyPackage("dev.flipper.store", "dev.flipper.event")
            .should()
            .dependOnClassesThat()
            .haveSimpleNameContaining("Client");

    @ArchTest
    static final ArchRule onlyTheReaderKnowsJakarta = noClasses()
            .that(describe("do not read JSON", type -> !type.getName().startsWith("dev.flipper.json.JsonReader")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta..");

    @ArchTest
    static final ArchRule ofJakartaOnlyJsonIsKnown = noClasses()
            .should()
            .dependOnClassesThat(
                    resideInAPackage("jakarta..").and(DescribedPredicate.not(resideInAPackage("jakarta.json.."))));

    @ArchTest
    static final ArchRule onlyTheCacheKnowsCaffeine = noClasses()
            .that(describe("hold no cache", type -> !type.getName().equals("dev.flipper.store.CachedFlags")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(CAFFEINE);

    /** The others work without Caffeine's jar. */
    @ArchTest
    static final ArchRule nothingElseNeedsTheCache =
            noClasses().that(DescribedPredicate.not(CACHED_STORE)).should().dependOnClassesThat(CACHED_STORE);

    @ArchTest
    static final ArchRule nothingElseIsNeeded = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.flipper..", "java..", "jakarta.json..", "org.jspecify..", CAFFEINE);

    @ArchTest
    static final ArchRule noStateInStatics =
            fields().that().areStatic().should().beFinal();

    @ArchTest
    static final ArchRule noThreadLocals =
            noClasses().should().dependOnClassesThat().areAssignableTo(ThreadLocal.class);

    @ArchTest
    static final ArchRule everyPackageSaysItIsNullMarked =
            classes().that().haveSimpleName("package-info").should().beAnnotatedWith(NullMarked.class);
}
