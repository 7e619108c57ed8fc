/// What the operator may set: settings as records with bounds and defaults, and the loader that
/// merges flags, environment, file and defaults, in this order of precedence.
@NullMarked
package io.sluice.config;

import org.jspecify.annotations.NullMarked;
