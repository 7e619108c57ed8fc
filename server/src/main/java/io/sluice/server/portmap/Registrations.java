package io.sluice.server.portmap;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What is registered: our own programs, for good, and what programs of this machine set.
///
/// Ours come first: the kernel of a plain mount of localhost registers its own lock manager with us
/// and then asks for the lock manager of its server, which is ours, under the same number.
public final class Registrations {
  /// A kernel sets a dozen. More come from nobody who means well.
  static final int MOST_SET = 128;

  /// Guarded by this.
  private List<Registration> own = List.of();

  /// Guarded by this.
  private final List<Registration> set = new ArrayList<>();

  /// Says where our own programs are, once that is known.
  public synchronized void announce(List<Registration> ours) {
    own = List.copyOf(ours);
  }

  /// Remembers it in place of an earlier one for the same service.
  ///
  /// @return false if there is no room
  synchronized boolean set(Registration registration) {
    set.removeIf(registration::sameService);
    return set.size() < MOST_SET && set.add(registration);
  }

  /// Forgets what was set for this version by these transports. Our own stay.
  synchronized void unset(int program, int version, List<Netid> netids) {
    set.removeIf(each -> each.isFor(program, version) && netids.contains(each.netid()));
  }

  /// Where this version of a program is reached, or another version of it if this one is unknown:
  /// the program itself then says which versions it has.
  ///
  /// @param local the address of ours that the asker talks to
  Optional<InetSocketAddress> anyVersion(int program, int version, Netid netid, InetAddress local) {
    return exactly(program, version, netid, local)
        .or(() ->
            reachable(all().stream().filter(each -> each.program() == program), netid, local));
  }

  /// Where this version of a program is reached.
  Optional<InetSocketAddress> exactly(int program, int version, Netid netid, InetAddress local) {
    return reachable(all().stream().filter(each -> each.isFor(program, version)), netid, local);
  }

  /// Where a program of this machine, not one of ours, said that it listens.
  public synchronized Optional<InetSocketAddress> setByOthers(
      int program, int version, Netid netid) {
    return set.stream()
        .filter(each -> each.isFor(program, version) && each.netid() == netid)
        .map(Registration::address)
        .findFirst();
  }

  /// Ours, then those set that ours do not hide.
  synchronized List<Registration> all() {
    Stream<Registration> seen =
        set.stream().filter(each -> own.stream().noneMatch(each::sameService));
    return Stream.concat(own.stream(), seen).toList();
  }

  /// The most that [#all] can be.
  synchronized int bound() {
    return own.size() + MOST_SET;
  }

  private static Optional<InetSocketAddress> reachable(
      Stream<Registration> candidates, Netid netid, InetAddress local) {
    List<InetSocketAddress> addresses =
        candidates
            .filter(each -> each.netid() == netid)
            .flatMap(each -> Reachability.seenFrom(local, netid, each.address()).stream())
            .toList();
    return addresses.stream()
        .filter(address -> address.getAddress().equals(local))
        .findFirst()
        .or(() -> addresses.stream().findFirst());
  }
}
