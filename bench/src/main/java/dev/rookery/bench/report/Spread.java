// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.report;

/// The least, the middle and the greatest of some figures.
record Spread(double least, double median, double most) {}
