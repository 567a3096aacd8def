// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.Quota;
import dev.rookery.maildir.QuotaLimits;
import dev.rookery.maildir.internal.quota.Usage;
import java.io.IOException;
import java.util.Optional;

/// Has what the account holds counted, if nobody asked before. On the writer, which then carries
/// the count on.
final class CountUsage implements Operation<Usage> {
    /// From here on an account may hold so much; what it is known to hold is counted in the
    /// background. Answers whether that is news, and whether there is a limit.
    static boolean limit(OpenAccount account, AccountState state, QuotaLimits limits) {
        if (limits.equals(state.limits())) {
            return false;
        }
        state.limit(limits);
        var _ =
                account.writer()
                        .submit(new CountUsage())
                        .exceptionally(trouble -> {
                            account.report(
                                    "not counted yet: what is in " + account.root(), trouble);
                            return Usage.NOTHING;
                        });
        return !limits.equals(QuotaLimits.NONE);
    }

    static Quota quota(OpenAccount account, AccountState state) throws IOException {
        Optional<Usage> counted = state.counted();
        Usage used = counted.isPresent() ? counted.get() : account.writer().run(new CountUsage());
        return new Quota(state.limits(), used.bytes(), used.messages());
    }

    @Override
    public Usage prepare(Draft draft) throws IOException {
        return draft.committed().usage();
    }
}
