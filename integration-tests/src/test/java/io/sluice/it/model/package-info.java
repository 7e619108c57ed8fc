/// The reference model: random stories of a bucket that changes and of clients that look at it,
/// played against a file system and judged by the promises of docs/SEMANTICS.md. [Generator] makes
/// a [Story] of [Operation]s from a seed, [Stage] plays it, [Client] asks the file system as a
/// kernel would, [Judge] holds each answer against the [World], which knows what was there at every
/// moment, and [Shrinker] cuts a failing story down to what it needs.
@NullMarked
package io.sluice.it.model;

import org.jspecify.annotations.NullMarked;
