import type { OutboundLeg } from '../core/call-leg.ts';
import type { Charge } from '../core/charge.ts';
import type { Directory } from '../core/directory.ts';
import { readDialString, readInsideNumber } from '../core/phone-number.ts';
import { oldRateCall } from './old-rate-call.ts';
import type { Tariff } from './tariff.ts';

/**
 * Prices one outbound leg: reads its dial string by the rules of its trunk or company, then rates the call. Arriving
 * records and recalculations both price with this.
 */
export function priceLeg(leg: OutboundLeg, directory: Directory, tariff: Tariff): Charge {
  return oldRateCall(
    {
      number: leg.internal
        ? readInsideNumber(leg.dialled)
        : readDialString(leg.dialled, directory.dialling(leg.company, leg.trunk)),
      startAt: leg.startAt,
      billsec: leg.billsec,
      answered: leg.answered,
      internal: leg.internal,
      calledInfo: leg.calledInfo,
      trunk: leg.trunk,
      onPbx: leg.onPbx,
    },
    tariff,
  );
}
