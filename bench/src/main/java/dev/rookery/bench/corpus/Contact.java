// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.corpus;

/// Somebody who writes or is written to.
///
/// @param address in which all is ASCII
record Contact(String name, String address) {
    String domain() {
        return address.substring(address.indexOf('@') + 1);
    }
}
