// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.result;

/// Why a contender has no figure.
public record Absence(String contender, String reason) {}
