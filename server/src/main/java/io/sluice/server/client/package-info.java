/// A small NFSv3 client, for a look at an export without mounting it: `ls`, `cat` and `get`.
///
/// [io.sluice.server.client.NfsClient] finds the export, walks the path and reads. It has its own
/// view of the wire, none of the server's, so that what both agree on is what the RFC says.
@NullMarked
package io.sluice.server.client;

import org.jspecify.annotations.NullMarked;
