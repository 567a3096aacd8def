// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

/// What COPY or MOVE did: the n-th source UID became the n-th target UID. RFC 4315 §3.
///
/// Both sets are empty when none of the messages existed any more.
public record Copied(UidValidity targetUidValidity, UidSet source, UidSet target) {}
