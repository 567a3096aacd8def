// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

/// How lines of delivered messages end on disk. What callers are told - sizes, sections, offsets -
/// is of the CRLF form either way (RFC 5322 §2.1), and messages of either form, or a mixture, may
/// lie in one folder.
public enum LineEnds {
    /// What other programs that work on a Maildir expect, and the fewer bytes.
    LF,

    /// The bytes as they travel. For programs that hand files out as they are.
    CRLF
}
