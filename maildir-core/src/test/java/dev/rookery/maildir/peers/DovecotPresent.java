// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.peers;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Skips a class where Dovecot is missing and prints why; with `-Dpeers=required` it fails instead.
final class DovecotPresent implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (RealDovecot.isInstalled()) {
            return ConditionEvaluationResult.enabled("Dovecot is here");
        }
        String reason = context.getDisplayName() + " needs doveadm and imap";
        if ("required".equals(System.getProperty("rookery.peers"))) {
            throw new IllegalStateException(reason + " (-Dpeers=required)");
        }
        System.out.println("skipped: " + reason);
        return ConditionEvaluationResult.disabled(reason);
    }
}
