// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

/// What an account holds, and what it may. Mail that other programs delivered counts from when a
/// look at its folder has found it; it is never refused, so there may be more than is allowed.
///
/// @param usedBytes sizes of all messages as they lie on disk
/// @param usedMessages their number
public record Quota(QuotaLimits limits, long usedBytes, long usedMessages) {}
