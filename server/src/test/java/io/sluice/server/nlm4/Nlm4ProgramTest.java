package io.sluice.server.nlm4;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.server.nlm4.RecordedLockManagers.Call;
import io.sluice.server.rpc.XdrReader;
import org.junit.jupiter.api.Test;

final class Nlm4ProgramTest {
  private static final int GRANTED = 0;
  private static final int DENIED = 1;
  private static final int DENIED_NOLOCKS = 2;
  private static final int BLOCKED = 3;
  private static final int FBIG = 8;

  private final RecordedLockManagers clients = new RecordedLockManagers();
  private final Locks locks = new Locks(clients);
  private final Nlm4Program nlm = new Nlm4Program(locks);
  private final NsmProgram nsm = new NsmProgram(locks, 1_700_000_000L);
  private final LockCall here = new LockCall(nlm, nsm, "127.0.0.1", "here");
  private final LockCall there = new LockCall(nlm, nsm, "192.168.77.2", "there.example.org");

  @Test
  void aLockIsGrantedOnceAndAgainAfterItsUnlock() {
    assertThat(here.lock(1, 0, 0, true, false)).isEqualTo(GRANTED);
    assertThat(here.lock(1, 0, 0, true, false)).isEqualTo(GRANTED);
    assertThat(here.lock(2, 0, 0, true, false)).isEqualTo(DENIED);
    assertThat(there.lock(1, 5, 1, false, false)).isEqualTo(DENIED);
    assertThat(here.unlock(1, 0, 0)).isEqualTo(GRANTED);
    assertThat(there.lock(1, 5, 1, false, false)).isEqualTo(GRANTED);
  }

  @Test
  void unlockOfWhatARestartForgotIsGranted() {
    assertThat(here.unlock(1, 0, 0)).isEqualTo(GRANTED);
  }

  @Test
  void testNamesTheHolder() {
    here.lock(7, 100, 50, true, false);
    XdrReader denied = there.test(1, 1, 0, 0, false);
    assertThat(LockCall.status(denied)).isEqualTo(DENIED);
    assertThat(denied.readBool()).isTrue();
    assertThat(denied.readInt()).isEqualTo(7);
    assertThat(denied.readString(99)).isEqualTo("7@here");
    assertThat(denied.readLong()).isEqualTo(100);
    assertThat(denied.readLong()).isEqualTo(50);
    XdrReader free = there.test(1, 1, 0, 100, true);
    assertThat(LockCall.status(free)).isEqualTo(GRANTED);
    assertThat(free.remaining()).isZero();
  }

  @Test
  void whoWaitsIsCalledBackWhenTheLockIsFree() {
    here.lock(1, 0, 10, true, false);
    assertThat(there.lock(2, 0, 10, true, true)).isEqualTo(BLOCKED);
    assertThat(there.lock(2, 0, 10, true, true)).isEqualTo(BLOCKED);
    assertThat(clients.calls).isEmpty();
    here.unlock(1, 0, 10);
    Call call = clients.calls.remove();
    assertThat(clients.calls).isEmpty();
    assertThat(call.host().getHostAddress()).isEqualTo("192.168.77.2");
    assertThat(call.procedure()).isEqualTo(5);
    call.arguments().readOpaque(Netobj.LONGEST);
    assertThat(call.arguments().readBool()).isTrue();
    assertThat(Nlm4Lock.decode(call.arguments()))
        .returns("there.example.org", Nlm4Lock::callerName)
        .returns(2, Nlm4Lock::svid)
        .returns(10L, Nlm4Lock::length);
    call.answer(Nlm4Stat.GRANTED);
    assertThat(here.lock(1, 0, 10, true, false)).isEqualTo(DENIED);
  }

  @Test
  void whoWaitsForASharedLockGetsItWhenAnExclusiveOneIsLowered() {
    here.lock(1, 0, 10, true, false);
    assertThat(there.lock(2, 0, 10, false, true)).isEqualTo(BLOCKED);
    assertThat(there.lock(3, 0, 10, true, true)).isEqualTo(BLOCKED);

    assertThat(here.lock(1, 0, 10, false, false)).isEqualTo(GRANTED);

    assertThat(clients.calls).hasSize(1);
    clients.calls.remove().answer(Nlm4Stat.GRANTED);
    assertThat(here.lock(1, 0, 10, true, false)).isEqualTo(DENIED);
  }

  @Test
  void aGrantThatNobodyTakesGoesToTheNext() {
    here.lock(1, 0, 10, true, false);
    there.lock(2, 0, 10, true, true);
    there.lock(3, 0, 10, true, true);
    here.unlock(1, 0, 10);
    clients.calls.remove().results().failed();
    Call next = clients.calls.remove();
    next.answer(Nlm4Stat.DENIED);
    assertThat(here.lock(1, 0, 10, true, false)).isEqualTo(GRANTED);
  }

  @Test
  void aLateRefusalTakesNothingFromAClientThatAskedAgain() {
    here.lock(1, 0, 10, true, false);
    there.lock(2, 0, 10, true, true);
    here.unlock(1, 0, 10);
    assertThat(there.lock(2, 0, 10, true, true)).isEqualTo(GRANTED);
    clients.calls.remove().answer(Nlm4Stat.DENIED);
    assertThat(here.lock(1, 0, 10, true, false)).isEqualTo(DENIED);
  }

  @Test
  void aRefusalStandsAlthoughItsClientGaveUpOrTookOtherBytesMeanwhile() {
    here.lock(1, 0, 10, true, false);
    there.lock(2, 0, 10, true, true);
    here.unlock(1, 0, 10);
    there.unlock(2, 50, 10);
    there.lock(2, 70, 10, true, false);
    clients.calls.remove().answer(Nlm4Stat.DENIED);

    assertThat(here.lock(1, 0, 10, true, false)).isEqualTo(GRANTED);
    assertThat(here.lock(1, 70, 10, true, false)).isEqualTo(DENIED);
  }

  @Test
  void whoCancelsIsNotCalledBack() {
    here.lock(1, 0, 10, true, false);
    there.lock(2, 0, 10, true, true);
    assertThat(there.cancel(2, 0, 10, true)).isEqualTo(GRANTED);
    assertThat(there.cancel(2, 0, 10, true)).isEqualTo(DENIED);
    here.unlock(1, 0, 10);
    assertThat(clients.calls).isEmpty();
  }

  @Test
  void aClientThatStartsAgainHoldsNothing() {
    here.lock(1, 0, 10, true, false);
    new LockCall(nlm, nsm, "192.168.77.2", "here").restarted();
    new LockCall(nlm, nsm, "127.0.0.1", "someone").restarted();
    assertThat(there.lock(2, 0, 10, true, false)).isEqualTo(DENIED);
    new LockCall(nlm, nsm, "127.0.0.1", "HERE.example.org").restarted();
    assertThat(there.lock(2, 0, 10, true, false)).isEqualTo(GRANTED);
    there.call(nlm, 23, out -> out.writeString("there").writeInt(0));
    assertThat(here.lock(1, 0, 10, true, false)).isEqualTo(GRANTED);
  }

  @Test
  void rangesBeyondAnyFileAreRefused() {
    assertThat(here.lock(1, -1, 1, true, false)).isEqualTo(FBIG);
    assertThat(here.unlock(1, -1, 1)).isEqualTo(FBIG);
    assertThat(LockCall.status(here.test(1, 1, -1, 1, true))).isEqualTo(FBIG);
    assertThat(here.cancel(1, -1, 1, true)).isEqualTo(DENIED);
  }

  @Test
  void theMsgFormAnswersByACallOfItsOwn() {
    XdrReader nothing = there.lockResults(7, 1, 0, 0, true, false);
    assertThat(nothing.remaining()).isZero();
    Call call = clients.calls.remove();
    assertThat(call.procedure()).isEqualTo(12);
    assertThat(LockCall.status(call.arguments())).isEqualTo(GRANTED);
    assertThat(here.lock(1, 0, 0, true, false)).isEqualTo(DENIED);
  }

  @Test
  void anUnmonitoredLockNeverWaits() {
    here.lock(1, 0, 0, true, false);
    assertThat(LockCall.status(there.lockResults(22, 1, 0, 0, true, true))).isEqualTo(DENIED);
  }

  @Test
  void nobodyHereWaitsForTheLocksOfOtherServers() {
    assertThat(LockCall.status(there.test(5, 1, 0, 0, true))).isEqualTo(DENIED);
  }

  @Test
  void sharesAreNotGivenButTakenBack() {
    XdrReader share = here.call(nlm, 20, out -> out.writeString(LockCall.COOKIE));
    assertThat(LockCall.status(share)).isEqualTo(DENIED_NOLOCKS);
    assertThat(share.readInt()).isZero();
    XdrReader unshare = here.call(nlm, 21, out -> out.writeString(LockCall.COOKIE));
    assertThat(LockCall.status(unshare)).isEqualTo(GRANTED);
  }

  @Test
  void theLineOfThoseWhoWaitIsBounded() {
    here.lock(1, 0, 1, true, false);
    for (int i = 0; i < LockArbiter.MOST_WAITING; i++) {
      assertThat(there.lock(i, 0, 1, true, true)).isEqualTo(BLOCKED);
    }
    assertThat(there.lock(5000, 0, 1, true, true)).isEqualTo(DENIED);
    there.restarted();
    assertThat(there.lock(5000, 0, 1, true, true)).isEqualTo(BLOCKED);
  }

  @Test
  void theStatusMonitorSaysThatItWatches() {
    XdrReader mon =
        here.call(nsm, 2, out -> out.writeString("server").writeString("here").writeInt(1));
    assertThat(mon.readInt()).isZero();
    assertThat(mon.readInt()).isEqualTo(1_700_000_001);
    assertThat(here.call(nsm, 1, out -> out.writeString("x")).readInt()).isZero();
    assertThat(here.call(nsm, 3, out -> {}).readInt()).isEqualTo(1_700_000_001);
    assertThat(here.call(nsm, 4, out -> {}).readInt()).isEqualTo(1_700_000_001);
    assertThat(here.call(nsm, 5, out -> {}).remaining()).isZero();
  }

  @Test
  void othersProceduresDoNotExist() {
    assertThat(nlm.procedure(4, 15)).isNull();
    assertThat(nlm.procedure(4, 24)).isNull();
    assertThat(nsm.procedure(1, 7)).isNull();
  }
}
