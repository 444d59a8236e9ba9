package dev.flipper.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.FeatureFlagClient;
import dev.flipper.store.MemoryFeatureFlagStore;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a console finds out about the beans. */
class BeanTypeTest {

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final FeatureFlagClient client = FeatureFlagClient.open(new MemoryFeatureFlagStore());
    private final ClientRegistration registration =
            ClientRegistration.open(server, client, new JmxSettings(100, false));

    @AfterEach
    void close() {
        registration.close();
        client.close();
    }

    @BeforeEach
    void create() {
        client.create("HORSE");
    }

    private MBeanInfo clientInfo() throws Exception {
        return server.getMBeanInfo(Management.name("dev.flipper:type=FeatureFlagClient,name=\"default\""));
    }

    private MBeanInfo flagInfo() throws Exception {
        return flagInfo("HORSE");
    }

    private MBeanInfo flagInfo(String flag) throws Exception {
        return server.getMBeanInfo(
                Management.name("dev.flipper:type=FeatureFlag,client=\"default\",name=\"" + flag + "\""));
    }

    @Test
    void attributesAreOfTypesThatEveryToolKnows() throws Exception {
        assertThat(attributes(flagInfo()))
                .containsExactlyInAnyOrder(
                        "java.lang.String Name",
                        "boolean Enabled, writable",
                        "java.util.Date CreatedDate",
                        "java.util.Date LastChange",
                        "long Checks",
                        "long CheckErrors",
                        "java.lang.Double EnabledShare",
                        "java.util.Date LastCheck",
                        "[Ljavax.management.openmbean.CompositeData; Conditions",
                        "java.lang.String ConditionsJson, writable",
                        "javax.management.openmbean.CompositeData Bucketer",
                        "java.lang.String BucketerJson, writable",
                        "java.lang.Double Percentage, writable",
                        "javax.management.openmbean.TabularData ClientData",
                        "java.lang.String ClientDataJson");
        assertThat(attributes(clientInfo()))
                .containsExactlyInAnyOrder(
                        "java.lang.String Name",
                        "java.lang.String Application",
                        "[Ljava.lang.String; FlagNames",
                        "int FlagCount",
                        "java.lang.String StoreKind",
                        "java.lang.String StoreState",
                        "java.util.Date StoreStaleSince",
                        "java.util.Date StoreLastSynchronized",
                        "java.util.Date LastChange",
                        "boolean CountingChecks, writable",
                        "long Checks",
                        "long CheckErrors",
                        "java.lang.Double EnabledShare",
                        "java.util.Date LastCheck");
    }

    private static String[] attributes(MBeanInfo info) {
        return Arrays.stream(info.getAttributes())
                .map(attribute ->
                        attribute.getType() + " " + attribute.getName() + (attribute.isWritable() ? ", writable" : ""))
                .toArray(String[]::new);
    }

    @Test
    void operationsHaveNamedParameters() throws Exception {
        assertThat(signatures(clientInfo()))
                .containsExactlyInAnyOrder(
                        "create(flag, enabled) 1",
                        "destroy(flag) 1",
                        "enable(flag) 1",
                        "disable(flag) 1",
                        "evaluate(flag, attributesAsJson) 0",
                        "list(limit, offset) 0");
        assertThat(signatures(flagInfo()))
                .containsExactlyInAnyOrder(
                        "enable() 1",
                        "disable() 1",
                        "destroy() 1",
                        "addCondition(attribute, operator, valueAsJson) 1",
                        "mergeClientData(json) 1",
                        "removeClientData(key) 1",
                        "evaluate(attributesAsJson) 0");
    }

    private static String[] signatures(MBeanInfo info) {
        return Arrays.stream(info.getOperations())
                .map(operation -> operation.getName()
                        + Arrays.stream(operation.getSignature())
                                .map(MBeanParameterInfo::getName)
                                .collect(Collectors.joining(", ", "(", ") "))
                        + operation.getImpact())
                .toArray(String[]::new);
    }

    @Test
    void everythingIsDescribed() throws Exception {
        for (MBeanInfo info : new MBeanInfo[] {clientInfo(), flagInfo()}) {
            assertThat(info.getDescription()).contains("feature flag");
            assertThat(info.getAttributes()).allSatisfy(BeanTypeTest::described);
            assertThat(info.getNotifications()).hasSize(2).allSatisfy(BeanTypeTest::described);
            assertThat(info.getOperations()).allSatisfy(operation -> {
                described(operation);
                assertThat(operation.getSignature()).allSatisfy(BeanTypeTest::described);
            });
        }
    }

    private static void described(MBeanFeatureInfo feature) {
        assertThat(feature.getDescription()).isNotBlank().isNotEqualTo(feature.getName());
    }

    @Test
    void resultsAreOfTypesThatEveryToolKnows() throws Exception {
        assertThat(clientInfo().getOperations())
                .extracting(MBeanOperationInfo::getReturnType)
                .containsOnly("void", CompositeData[].class.getName(), CompositeData.class.getName());
    }

    @Test
    void allFlagsShareOneDescription() throws Exception {
        client.create("PONY");

        assertThat(flagInfo("PONY")).isSameAs(flagInfo("HORSE"));
    }

    @Test
    void operationsThatOnlyLookSaySo() throws Exception {
        assertThat(clientInfo().getOperations())
                .filteredOn(operation -> operation.getImpact() == MBeanOperationInfo.INFO)
                .extracting(MBeanFeatureInfo::getName)
                .containsExactlyInAnyOrder("evaluate", "list");
    }
}
