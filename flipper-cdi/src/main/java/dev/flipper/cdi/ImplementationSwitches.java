package dev.flipper.cdi;

import jakarta.enterprise.inject.spi.Bean;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the pairs of beans that implement one interface by turns, and judges them. */
final class ImplementationSwitches {

    private final DiscoveredBeans beans;
    private final DeploymentProblems problems;
    private final List<ImplementationSwitch> switches = new ArrayList<>();

    private ImplementationSwitches(DiscoveredBeans beans, DeploymentProblems problems) {
        this.beans = beans;
        this.problems = problems;
    }

    static List<ImplementationSwitch> among(DiscoveredBeans beans, DeploymentProblems problems) {
        ImplementationSwitches found = new ImplementationSwitches(beans, problems);
        found.pair();
        found.checkTypes();
        return found.switches;
    }

    private void pair() {
        List<Implementation> switched = beans.all().stream()
                .flatMap(bean -> Implementation.of(bean, beans.describe(bean)).stream())
                .sorted(Comparator.comparing(Implementation::place))
                .toList();
        switched.forEach(bean -> pair(bean, switched));
    }

    private void pair(Implementation bean, List<Implementation> all) {
        if (bean.flag().isEmpty()) {
            problems.add(Messages.emptyFlagName(bean.place()));
            return;
        }
        List<Implementation> counterparts =
                all.stream().filter(bean::isCounterpartOf).toList();
        List<Implementation> fitting = preferred(counterparts.stream()
                .filter(other -> !bean.typesInCommonWith(other).isEmpty())
                .toList());
        if (counterparts.isEmpty()) {
            problems.add(ImplementationMessages.incomplete(bean.place(), bean.counterpart()));
        } else if (fitting.isEmpty()) {
            problems.add(ImplementationMessages.nothingInCommon(bean.place(), places(counterparts)));
        } else if (fitting.size() > 1) {
            problems.add(ImplementationMessages.ambiguous(bean.place(), places(fitting)));
        } else if (bean.whenEnabled()
                && preferred(rivals(bean, fitting.get(0), all)).contains(bean)) {
            add(bean, fitting.get(0));
        }
    }

    /** Those that would be the counterpart of the same bean, this one among them. */
    private static List<Implementation> rivals(
            Implementation bean, Implementation counterpart, List<Implementation> all) {
        return all.stream()
                .filter(counterpart::isCounterpartOf)
                .filter(other ->
                        other == bean || !other.typesInCommonWith(counterpart).isEmpty())
                .toList();
    }

    private static List<Implementation> preferred(List<Implementation> ambiguous) {
        List<Bean<?>> kept = DiscoveredBeans.preferred(
                ambiguous.stream().<Bean<?>>map(Implementation::bean).toList());
        return ambiguous.stream().filter(found -> kept.contains(found.bean())).toList();
    }

    private static String places(List<Implementation> found) {
        return found.stream().map(Implementation::place).sorted().collect(Collectors.joining(", "));
    }

    private void add(Implementation whenEnabled, Implementation whenDisabled) {
        Set<Type> types = whenEnabled.typesInCommonWith(whenDisabled);
        ImplementationSwitch found = new ImplementationSwitch(whenEnabled, whenDisabled, types, problems);
        try {
            found.implementedBy((proxy, method, arguments) -> null);
            switches.add(found);
        } catch (IllegalArgumentException e) {
            problems.add(ImplementationMessages.notImplementable(found.toString(), e));
        }
    }

    /** The container would only say that there are two beans, and name the one of a class of ours. */
    private void checkTypes() {
        Map<Type, ImplementationSwitch> byType = new HashMap<>();
        for (ImplementationSwitch found : switches) {
            for (Type type : found.types()) {
                ImplementationSwitch other = byType.putIfAbsent(type, found);
                if (other != null) {
                    problems.add(ImplementationMessages.twoSwitches(
                            type.getTypeName(),
                            other.whenEnabled().place(),
                            found.whenEnabled().place()));
                }
                beans.defaultsOfType(type)
                        .forEach(bean -> problems.add(ImplementationMessages.defaultBean(
                                found.whenEnabled().place(), type.getTypeName(), beans.describe(bean))));
            }
        }
    }
}
