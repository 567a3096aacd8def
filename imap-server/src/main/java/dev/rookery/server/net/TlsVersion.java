// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.net;

/// The lowest version of TLS that a client may speak.
public enum TlsVersion {
    TLS_1_2,
    TLS_1_3;

    /// This version and the newer ones, as JSSE names them.
    String[] protocols() {
        return switch (this) {
            case TLS_1_2 -> new String[] {"TLSv1.3", "TLSv1.2"};
            case TLS_1_3 -> new String[] {"TLSv1.3"};
        };
    }
}
