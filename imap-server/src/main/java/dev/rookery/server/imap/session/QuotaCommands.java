// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.Quota;
import dev.rookery.server.imap.command.Command;
import dev.rookery.server.imap.response.Responses;
import java.io.IOException;
import java.util.StringJoiner;

/// GETQUOTA, GETQUOTAROOT and SETQUOTA: RFC 9208 §4.1. There is one root, which all mailboxes of an
/// account have.
final class QuotaCommands {
    private static final String ROOT = "User quota";
    private static final long STORAGE_UNIT_BYTES = 1024;

    private QuotaCommands() {}

    static Outcome get(Command.GetQuota command, SignedIn user, Responses out) throws IOException {
        Quota quota = user.account().quota();
        if (!command.root().equals(ROOT) || !isLimited(quota)) {
            throw Refusal.no("NONEXISTENT", "There is no such quota root.");
        }
        tell(quota, out);
        return Outcome.ok("That is the quota.");
    }

    /// The mailbox need not be there: a client may ask before it makes it (RFC 9208 §4.1.2).
    static Outcome getRoot(Command.GetQuotaRoot command, SignedIn user, Responses out)
            throws IOException {
        String name = user.names().text(user.name(command.mailbox()));
        Quota quota = user.account().quota();
        if (isLimited(quota)) {
            out.untagged(line -> line.raw("QUOTAROOT ").mailbox(name).raw(" ").quoted(ROOT));
            tell(quota, out);
        } else {
            out.untagged(line -> line.raw("QUOTAROOT ").mailbox(name));
        }
        return Outcome.ok("These are its quota roots.");
    }

    /// Limits are the admin's.
    static Refusal mayNotSet() {
        return Refusal.no("NOPERM", "Quotas are set by the admin.");
    }

    /// Without a limit there is no root: QUOTA could name no resource.
    private static boolean isLimited(Quota quota) {
        return quota.limits().bytes().isPresent() || quota.limits().messages().isPresent();
    }

    private static void tell(Quota quota, Responses out) throws IOException {
        StringJoiner resources = new StringJoiner(" ", " (", ")");
        quota.limits()
                .bytes()
                .ifPresent(limit ->
                        resources.add("STORAGE " + units(quota.usedBytes()) + " " + units(limit)));
        quota.limits()
                .messages()
                .ifPresent(limit -> resources.add("MESSAGE " + quota.usedMessages() + " " + limit));
        out.untagged(line -> line.raw("QUOTA ").quoted(ROOT).raw(resources.toString()));
    }

    private static long units(long bytes) {
        return Math.ceilDiv(bytes, STORAGE_UNIT_BYTES);
    }
}
