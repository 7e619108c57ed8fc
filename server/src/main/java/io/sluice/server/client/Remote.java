package io.sluice.server.client;

import io.sluice.server.rpc.XdrException;
import io.sluice.server.rpc.XdrReader;
import io.sluice.server.rpc.XdrWriter;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Function;

/// The programs of one server, as a client calls them. Any number of threads may call at a time.
interface Remote extends AutoCloseable {
  /// Calls, waits, and gives the results.
  XdrReader call(int program, int version, int procedure, Consumer<XdrWriter> arguments)
      throws IOException;

  @Override
  void close();

  /// Calls and reads the results of something that is done to a path.
  ///
  /// @param action for the message, such as `cannot list /bucket/a`; may be not printable
  /// @throws NfsClientException if the call fails, or its results cannot be read
  default <T> T ask(
      String action,
      int program,
      int version,
      int procedure,
      Consumer<XdrWriter> arguments,
      Function<XdrReader, T> results) {
    try {
      return results.apply(call(program, version, procedure, arguments));
    } catch (IOException failure) {
      throw new NfsClientException(Text.printable(action) + ": " + failure.getMessage());
    } catch (XdrException nonsense) {
      throw new NfsClientException(
          Text.printable(action) + ": the server's answer is wrong: " + nonsense.getMessage());
    }
  }
}
