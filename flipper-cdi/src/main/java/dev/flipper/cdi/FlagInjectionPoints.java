package dev.flipper.cdi;

import dev.flipper.FeatureFlag;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.inject.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.Member;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/** Judges the injection points of flags. */
final class FlagInjectionPoints {

    private FlagInjectionPoints() {}

    static void check(InjectionPoint point, DeploymentProblems problems) {
        for (Annotation qualifier : point.getQualifiers()) {
            if (qualifier instanceof Flag flag) {
                check(point, flag, problems);
            }
        }
    }

    private static void check(InjectionPoint point, Flag flag, DeploymentProblems problems) {
        String place = "@Flag(\"" + flag.value() + "\") " + describe(point);
        if (flag.value().isEmpty()) {
            problems.add(Messages.emptyFlagName(place));
        }
        if (!isHandle(point.getType())) {
            problems.add(Messages.notAHandle(place, point.getType().getTypeName()));
        }
    }

    private static boolean isHandle(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            Type raw = parameterized.getRawType();
            boolean lazy = raw == Instance.class || raw == Provider.class;
            return lazy && isHandle(parameterized.getActualTypeArguments()[0]);
        }
        return type == FeatureFlag.class;
    }

    static String flag(InjectionPoint point) {
        for (Annotation qualifier : point.getQualifiers()) {
            if (qualifier instanceof Flag flag) {
                return flag.value();
            }
        }
        throw new IllegalStateException(describe(point) + " asks for a FeatureFlag without @Flag");
    }

    /** The client that an injection point names, or the default one. */
    static String client(InjectionPoint point) {
        for (Annotation qualifier : point.getQualifiers()) {
            if (qualifier instanceof FlipperClient client) {
                return client.value();
            }
        }
        return FlipperClient.DEFAULT;
    }

    static String describe(InjectionPoint point) {
        Member member = point.getMember();
        if (member == null) {
            return "in a programmatic look-up";
        }
        String name = member instanceof Constructor ? "the constructor" : member.getName();
        return "in " + member.getDeclaringClass().getName() + "." + name;
    }
}
