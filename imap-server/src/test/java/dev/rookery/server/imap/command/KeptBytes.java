// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/// How many bytes an object of ours holds in arrays, with all that it refers to.
final class KeptBytes {
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private KeptBytes() {}

    static long of(Object object) {
        return new KeptBytes().count(object);
    }

    private long count(Object object) {
        if (object instanceof byte[] bytes) {
            return seen.add(bytes) ? bytes.length : 0;
        }
        if (!object.getClass().getName().startsWith("dev.rookery.")
                || object instanceof Enum
                || !seen.add(object)) {
            return 0;
        }
        long bytes = 0;
        for (Field field : object.getClass().getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                bytes += count(field, object);
            }
        }
        return bytes;
    }

    private long count(Field field, Object owner) {
        try {
            field.setAccessible(true);
            Object value = field.get(owner);
            return value == null ? 0 : count(value);
        } catch (IllegalAccessException hidden) {
            throw new IllegalStateException(hidden);
        }
    }
}
