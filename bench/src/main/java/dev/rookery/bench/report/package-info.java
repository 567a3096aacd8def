// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// Results for people: Markdown, and one page of HTML with charts.
@NullMarked
package dev.rookery.bench.report;

import org.jspecify.annotations.NullMarked;
