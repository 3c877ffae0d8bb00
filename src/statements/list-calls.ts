import type { CallStore } from '../store/calls/call-store.ts';
import { type ItemisedInboundCall, streamItemisedInbound } from '../store/calls/statement-inbound-rows.ts';
import {
  type ItemisedCall,
  type StatementFilter,
  streamItemisedCalls,
} from '../store/calls/statement-rows.ts';

/** A call as a statement lists it; one that came in has its caller, and the extension in the device's place. */
export type ListedCall = ItemisedCall & Partial<Pick<ItemisedInboundCall, 'caller'>>;

/** The calls of a statement in order of time; of one instant by id, those that went out before those that came in. */
export async function* listCalls(store: CallStore, filter: StatementFilter): AsyncGenerator<ListedCall> {
  const [outgoing, incoming] = [streamItemisedCalls(store, filter), streamItemisedInbound(store, filter)];
  try {
    let [out, came] = await Promise.all([outgoing.next(), incoming.next()]);
    while (out.done !== true || came.done !== true) {
      if (came.done === true || (out.done !== true && !isLater(out.value, came.value))) {
        if (out.done !== true) yield out.value;
        out = await outgoing.next();
      } else {
        yield came.value;
        came = await incoming.next();
      }
    }
  } finally {
    await Promise.all([outgoing.return(undefined), incoming.return(undefined)]);
  }
}

function isLater(one: ListedCall, other: ListedCall): boolean {
  return (
    one.startAt > other.startAt ||
    (one.startAt === other.startAt && Number(one.acctid) > Number(other.acctid))
  );
}
