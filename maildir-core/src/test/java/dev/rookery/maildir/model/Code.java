// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.model;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Operations as Java, to be pasted into a test.
final class Code {
    private Code() {}

    static String of(List<Operation> operations) {
        List<String> lines = operations.stream().map(Code::literal).toList();
        return "List.of(\n        " + String.join(",\n        ", lines) + ")";
    }

    private static String literal(Object value) {
        return switch (value) {
            case String text -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
            case Long number -> number + "L";
            case Enum<?> constant -> constant.getDeclaringClass().getSimpleName() + "." + constant;
            case List<?> several ->
                    several.stream()
                            .map(Code::literal)
                            .collect(Collectors.joining(", ", "List.of(", ")"));
            case Operation operation -> "new Operation." + creation(operation);
            case Record other -> "new " + creation(other);
            case Object plain -> plain.toString();
        };
    }

    private static String creation(Object value) {
        List<String> arguments = new ArrayList<>();
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            try {
                arguments.add(literal(component.getAccessor().invoke(value)));
            } catch (ReflectiveOperationException hidden) {
                throw new IllegalStateException(hidden);
            }
        }
        String type = value.getClass().getSimpleName();
        return type + "(" + String.join(", ", arguments) + ")";
    }
}
