/// How clients find our ports: an embedded portmapper (RFC 1833, versions 2 to 4), or registration
/// with the one of the system.
@NullMarked
package io.sluice.server.portmap;

import org.jspecify.annotations.NullMarked;
