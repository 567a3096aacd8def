// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.server.imap.response.Heard;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// All UIDs that clients of one account heard were given, with the UIDVALIDITY of the mailbox. No
/// two mailboxes of it have the same UIDVALIDITY.
final class UidRegister {
    private final Set<String> given = ConcurrentHashMap.newKeySet();

    void given(String uidValidity, String uids) {
        for (long uid : Heard.numbers(uids)) {
            assertThat(given.add(uidValidity + " " + uid))
                    .as("UID %d of UIDVALIDITY %s is new", uid, uidValidity)
                    .isTrue();
        }
    }
}
