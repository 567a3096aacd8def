// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.result;

/// Latencies of all operations of all rounds, in microseconds.
public record Percentiles(
        long count, double p50, double p90, double p99, double p999, double max) {}
