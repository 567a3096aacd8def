// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import static org.junit.platform.commons.support.AnnotationSupport.findAnnotation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Skips a class whose programs are missing and prints why; with `-Dpeers=required` it fails
/// instead.
final class ProgramsPresent implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        List<String> missing =
                findAnnotation(context.getElement(), NeedsPrograms.class)
                        .map(ProgramsPresent::missing)
                        .orElse(List.of());
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("all programs are here");
        }
        String reason = context.getDisplayName() + " needs " + String.join(", ", missing);
        if ("required".equals(System.getProperty("rookery.peers"))) {
            throw new IllegalStateException(reason + " (-Dpeers=required)");
        }
        System.out.println("skipped: " + reason);
        return ConditionEvaluationResult.disabled(reason);
    }

    private static List<String> missing(NeedsPrograms needs) {
        List<String> missing = new ArrayList<>();
        for (String name : needs.value()) {
            if (Program.find(name).isEmpty()) {
                missing.add(name);
            }
        }
        for (String file : needs.files()) {
            if (!Files.exists(Path.of(System.getProperty("rookery.root")).resolve(file))) {
                missing.add(file);
            }
        }
        if (needs.root() && !"root".equals(System.getProperty("user.name"))) {
            missing.add("the superuser");
        }
        return missing;
    }
}
