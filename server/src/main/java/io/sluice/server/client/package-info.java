/// A small NFSv3 client, for a look at an export without mounting it: `ls`, `cat` and `get`.
@NullMarked
package io.sluice.server.client;

import org.jspecify.annotations.NullMarked;
