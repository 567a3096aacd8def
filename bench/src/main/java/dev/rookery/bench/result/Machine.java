// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.result;

/// Where it was measured: without this the figures mean nothing.
///
/// @param cores that servers and clients share
public record Machine(
        String processor,
        int cores,
        long memoryBytes,
        String kernel,
        String java,
        String fileSystem,
        String commit) {}
