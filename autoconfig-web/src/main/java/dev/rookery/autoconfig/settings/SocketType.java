// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.autoconfig.settings;

/// How a connection gets its encryption. There is no third way: a server that clients would talk to
/// in the clear is not announced.
public enum SocketType {
    /// TLS from the first byte (RFC 8314 §3).
    SSL,
    /// TLS by the STARTTLS command; clients go no further without it.
    STARTTLS
}
