// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.sync;

/// A message that another program wrote, measured.
///
/// @param physicalBytes as it lies on disk
/// @param virtualBytes with CRLF line ends
/// @param modifiedSeconds of the file: its INTERNALDATE
public record Arrival(Found found, long physicalBytes, long virtualBytes, long modifiedSeconds) {}
