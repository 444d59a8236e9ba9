package dev.flipper.bucketing;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** A percentage that stays. */
record ConstantPercentage(double value) implements Percentage {

    static final String TYPE = "Percentage";

    @Override
    public double valueAt(Instant moment) {
        return value;
    }

    @Override
    public double currentValue(InstantSource clock) {
        return value;
    }

    @Override
    public Map<String, Object> toStored() {
        Map<String, Object> stored = new LinkedHashMap<>();
        stored.put("type", TYPE);
        stored.put("value", value);
        return stored;
    }

    @Override
    public String toString() {
        return Double.toString(value);
    }
}
