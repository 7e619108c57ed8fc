package io.sluice.server.rpc;

import io.sluice.memory.Lease;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes a message apart, finds the procedure that it calls, calls it, and makes the reply. Knows
/// nothing of sockets.
final class Dispatcher {
  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

  private final Map<Integer, RpcProgram> programs = new HashMap<>();
  private final CallerRules rules;
  private final RpcObserver observer;

  Dispatcher(List<RpcProgram> programs, CallerRules rules, RpcObserver observer) {
    programs.forEach(program -> this.programs.put(program.number(), program));
    this.rules = rules;
    this.observer = observer;
  }

  /// What a message asks for.
  sealed interface Call {
    /// It can only be answered with this.
    record Refused(ReplyMessage reply) implements Call {}

    /// It is to be done.
    ///
    /// @param lease of the memory that the arguments lie in, if the call owns it
    record Accepted(
        int xid,
        RpcProgram program,
        Procedure<?> procedure,
        Caller caller,
        ByteBuffer arguments,
        @Nullable Lease lease)
        implements Call {}
  }

  /// Makes a caller of who a message says it is from.
  interface CallerOf {
    Caller of(Credential credential);
  }

  /// Takes a message apart.
  ///
  /// @throws XdrException if it is no call at all: nobody can be answered
  Call accept(CallRecord record, CallerOf peer) {
    XdrReader in = new XdrReader(record.bytes().duplicate());
    CallHeader header = CallHeader.read(in);
    ReplyMessage refusal = null;
    Credential credential = header.credential();
    if (header.rpcVersion() != 2) {
      refusal = new ReplyMessage.RpcMismatch(header.xid());
    } else if (credential == null) {
      refusal = new ReplyMessage.AuthError(header.xid(), header.denied());
    } else {
      Caller caller = peer.of(credential);
      RpcProgram program = programs.get(header.program());
      refusal = refusal(header, program, caller);
      if (refusal == null && program != null) {
        return accepted(header, program, caller, record, in.remaining());
      }
    }
    observer.refused();
    return new Call.Refused(
        refusal == null ? new ReplyMessage.Failed(header.xid(), AcceptStatus.SYSTEM_ERR) : refusal);
  }

  private @Nullable ReplyMessage refusal(
      CallHeader header, @Nullable RpcProgram program, Caller caller) {
    if (program == null) {
      return new ReplyMessage.Failed(header.xid(), AcceptStatus.PROG_UNAVAIL);
    }
    if (!program.offers(header.version())) {
      return new ReplyMessage.ProgramMismatch(
          header.xid(), program.lowVersion(), program.highVersion());
    }
    return rules.allows(caller, program, header)
        ? null
        : new ReplyMessage.AuthError(header.xid(), AuthStatus.TOO_WEAK);
  }

  private static Call accepted(
      CallHeader header, RpcProgram program, Caller caller, CallRecord record, int argumentBytes) {
    Procedure<?> procedure =
        header.procedure() == 0
            ? NullProcedure.INSTANCE
            : program.procedure(header.version(), header.procedure());
    if (procedure == null) {
      return new Call.Refused(new ReplyMessage.Failed(header.xid(), AcceptStatus.PROC_UNAVAIL));
    }
    ByteBuffer message = record.bytes();
    ByteBuffer arguments = message.slice(message.limit() - argumentBytes, argumentBytes);
    return new Call.Accepted(header.xid(), program, procedure, caller, arguments, record.lease());
  }

  /// Does a call.
  ///
  /// @throws WouldWait only with [Patience#AT_HAND]
  ReplyMessage call(Call.Accepted call, Patience patience) {
    long start = System.nanoTime();
    ReplyMessage reply = run(call.xid(), call.procedure(), call, patience);
    AcceptStatus status =
        reply instanceof ReplyMessage.Failed failed ? failed.status() : AcceptStatus.SUCCESS;
    observer.answered(call.program(), call.procedure().name(), status, System.nanoTime() - start);
    return reply;
  }

  private static <A> ReplyMessage run(
      int xid, Procedure<A> procedure, Call.Accepted call, Patience patience) {
    try {
      A arguments = procedure.decode(new XdrReader(call.arguments().duplicate(), call.lease()));
      return new ReplyMessage.Success(
          xid, procedure.call(arguments, call.caller(), patience), procedure.replyBound(arguments));
    } catch (XdrException e) {
      log.debug(
          "{} {} has arguments that cannot be read: {}",
          call.program().name(),
          procedure.name(),
          e.getMessage());
      return new ReplyMessage.Failed(xid, AcceptStatus.GARBAGE_ARGS);
    } catch (WouldWait e) {
      throw e;
    } catch (RuntimeException | Error e) {
      // Of an error, too: without an answer the client would send it again for ever.
      log.error(
          "{} {} failed: this is a fault of the program",
          call.program().name(),
          procedure.name(),
          e);
      return new ReplyMessage.Failed(xid, AcceptStatus.SYSTEM_ERR);
    }
  }
}
