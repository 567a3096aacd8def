// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LongMapTest {
    private static NavigableMap<Long, String> content(LongMap<String> map) {
        NavigableMap<Long, String> content = new TreeMap<>();
        map.forEach(content::put);
        return content;
    }

    private static void requireEqual(LongMap<String> map, NavigableMap<Long, String> model) {
        assertThat(content(map)).isEqualTo(model);
        assertThat(map.values()).containsExactlyElementsOf(model.values());
        assertThat(map.size()).isEqualTo(model.size());
        assertThat(map.isEmpty()).isEqualTo(model.isEmpty());
    }

    private static LongMap<String> atOnce(NavigableMap<Long, String> model) {
        long[] keys = model.keySet().stream().mapToLong(key -> key).toArray();
        return LongMap.of(keys, List.copyOf(model.values()));
    }

    /// Earlier maps stay what they were.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void holdsWhatAMapHolds(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        LongMap<String> map = LongMap.empty();
        NavigableMap<Long, String> model = new TreeMap<>();
        List<LongMap<String>> earlier = new ArrayList<>();
        List<NavigableMap<Long, String>> models = new ArrayList<>();
        int bits = 3 + (int) seed * 8;
        for (int step = 0; step < 2_000; step++) {
            long key = random.nextLong(1L << random.nextInt(1, bits));
            assertThat(map.get(key)).isEqualTo(model.get(key));
            if (random.nextInt(3) == 0) {
                map = map.without(key);
                model.remove(key);
            } else {
                map = map.with(key, key + "." + step);
                model.put(key, key + "." + step);
            }
            if (step % 200 == 0) {
                earlier.add(map);
                models.add(new TreeMap<>(model));
            }
        }
        requireEqual(map, model);
        requireEqual(atOnce(model), model);
        for (int i = 0; i < earlier.size(); i++) {
            requireEqual(earlier.get(i), models.get(i));
        }
        for (long key : List.copyOf(model.keySet())) {
            map = map.without(key);
        }
        requireEqual(map, new TreeMap<>());
    }

    @Test
    void goesUpToTheGreatestNumber() {
        LongMap<String> map = LongMap.<String>empty().with(Long.MAX_VALUE, "last").with(0, "first");
        assertThat(map.get(Long.MAX_VALUE)).isEqualTo("last");
        assertThat(map.values()).containsExactly("first", "last");
        requireEqual(atOnce(content(map)), content(map));
    }
}
