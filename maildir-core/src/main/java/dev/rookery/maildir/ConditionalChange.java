// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

/// What became of a change of flags that was to spare messages that others had changed meanwhile.
/// RFC 7162 §3.1.3.
///
/// @param snapshot the state that includes the change
/// @param modified the messages that were spared: the response code `MODIFIED`
public record ConditionalChange(Snapshot snapshot, UidSet modified) {}
