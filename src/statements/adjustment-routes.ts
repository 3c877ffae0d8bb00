import type { FastifyInstance } from 'fastify';
import { type Fault, refuseFaults } from '../core/errors.ts';
import { formatMoney } from '../core/money.ts';
import { READ_BY_ROUTE } from '../http/describe.ts';
import { sendHashed } from '../http/send-hashed.ts';
import { adjustMonths, listChanges } from './adjust-months.ts';
import type { StatementParts } from './make-statement.ts';
import { checkAsOf, checkMonth, findAsOf, type Query, refuseUnknownCompany } from './read-request.ts';
import { join, toAdjustedItem, toAdjustment } from './statement-json.ts';
import { LIST_ADJUSTMENTS } from './statement-schema.ts';

const NAMES = ['company', 'month', 'as_of'];

/**
 * `GET /adjustments?company=COMPANY`, with `month` for one of its closed months, and `as_of`: what has become of them and
 * is on no closed statement yet, with the calls it is of.
 */
export function registerAdjustments(api: FastifyInstance, parts: StatementParts): void {
  api.get<{ Querystring: Query }>(
    '/adjustments',
    { ...READ_BY_ROUTE, schema: LIST_ADJUSTMENTS },
    async ({ query }, reply) => {
      const asOf = findAsOf(query);
      const figures = await (asOf === undefined ? parts.figures.now() : parts.figures.freeze(asOf));
      const { directory, rates, version } = figures;
      const { company, month } = readQuery(query, directory.zone);
      refuseUnknownCompany(company, directory);
      const closings = (await parts.figures.closings(company)).filter((one) => one.version <= version);
      for (;;) {
        const published = await parts.publishedRuns();
        const all = await adjustMonths(parts, closings, version, (period) =>
          published.overlayOf(period, version),
        );
        if ((await parts.publishedRuns()).version !== published.version) continue;
        const shown = all.filter((one) => month === undefined || one.month === month);
        const { currency } = await parts.prices(rates, directory.zone);
        const head = {
          company,
          currency,
          closedUpTo: closings.at(-1)?.month ?? null,
          total: formatMoney(shown.reduce((sum, { total }) => sum + total, 0n)),
          adjustments: shown.map(toAdjustment),
        };
        const calls = listChanges(parts.calls, shown);
        reply.type('application/json; charset=utf-8').header('ringledger-as-of', version);
        return sendHashed(reply, render(), async () => void (await calls.return(undefined)));

        async function* render(): AsyncGenerator<string> {
          yield `${JSON.stringify(head).slice(0, -1)},"calls":[`;
          yield* join(calls, (call) => toAdjustedItem(call, directory.zone));
          yield ']}\n';
        }
      }
    },
  );
}

function readQuery(query: Query, zone: string): { company: string; month: string | undefined } {
  const faults: Fault[] = [];
  const refuse = (where: string, message: string) => void faults.push({ where, message });
  const text = (name: string): string | undefined => {
    const value = query[name];
    if (value === undefined || typeof value === 'string') return value;
    refuse(name, `"${name}" stands twice: write it once.`);
    return undefined;
  };
  for (const name of Object.keys(query)) {
    if (!NAMES.includes(name))
      refuse(name, `There is no parameter "${name}": write some of ${NAMES.join(', ')}.`);
  }
  const [company, month] = [text('company'), text('month')];
  if (company === undefined) refuse('company', 'company is missing: write the id of one, company=acme.');
  if (month !== undefined) checkMonth('month', month, zone, refuse);
  checkAsOf(text('as_of'), refuse);
  if (faults.length > 0 || company === undefined)
    throw refuseFaults('There are no such adjustments.', faults);
  return { company, month };
}
