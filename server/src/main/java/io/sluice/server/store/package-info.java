/// The embedded S3 store on a local folder, for demonstrations and for work without a network.
@NullMarked
package io.sluice.server.store;

import org.jspecify.annotations.NullMarked;
