import { formatMoney, parseMoney } from '../core/money.ts';
import { scopeOfCompanies } from '../core/scope.ts';
import { findMischarged, sumCharges } from '../store/calls/proof-charges.ts';
import { CULPRITS_SHOWN, type Culprit } from '../store/calls/proof-filter.ts';
import type { LegFilter } from '../store/calls/report-queries.ts';
import {
  type CheckSteps,
  concludeCheck,
  type Figures,
  type ProofCheck,
  type ProofParts,
  type ProofRequest,
} from './proof.ts';
import { scanListing } from './scan-listing.ts';

const RULE =
  'For each company the totals of outsummary are the sums of its handsets, of the calls that outcalls lists, and of the charges that priced its outbound legs (on arrival, or by the run that priced them, what is published and not yet put into the legs included): calls of unknown cost, seconds, and money to the last unit.';

interface Sums {
  calls: number;
  seconds: number;
  /** Millionths. */
  cost: bigint;
  unknown: number;
}

const nothing = (): Sums => ({ calls: 0, seconds: 0, cost: 0n, unknown: 0 });

/** The four roads to a company's figures. */
const ROADS = ['summary', 'handsets', 'listing', 'charges'] as const;
type Road = (typeof ROADS)[number];

const FROM: Readonly<Record<Road, string>> = {
  summary: 'the totals of outsummary',
  handsets: 'the handsets of outsummary, added up here',
  listing: 'the calls of outcalls, added up here',
  charges: 'the charges of the legs, added up by the store',
};

/** Holds summary, detail, listing and charges of each company against one another. */
export async function checkSums(
  request: ProofRequest,
  { parts, step }: CheckSteps,
  house: ProofParts,
): Promise<ProofCheck> {
  const roads = { summary: new Map(), handsets: new Map(), listing: new Map(), charges: new Map() } as Record<
    Road,
    Map<string, Sums>
  >;
  const mischarged: Culprit[] = [];
  for (const part of parts) {
    await addSummary(part, request, roads, house);
    for (const one of await sumCharges(house.calls, part))
      addTo(roads.charges, one.company, { ...one, cost: parseMoney(one.cost) });
    const companies = new Set([...roads.summary.keys(), ...roads.charges.keys()]);
    for (const company of companies)
      await addListing({ ...part, scope: scopeOf(company) }, company, request, roads, house);
    mischarged.push(...(await findMischarged(house.calls, part, CULPRITS_SHOWN)));
    step();
  }
  const differing = [...new Set(ROADS.flatMap((road) => [...roads[road].keys()]))]
    .sort()
    .map((company) => tellCompany(company, roads))
    .filter((one) => one !== undefined);
  const sides = ROADS.map((road) => ({ from: FROM[road], figures: showTotal(road, roads[road]) }));
  return concludeCheck('sums', RULE, sides, { differences: [...differing, ...mischarged] });
}

const scopeOf = (company: string) => scopeOfCompanies({ everyCompany: true, companies: [] }, [company]);

function addTo(road: Map<string, Sums>, company: string, more: Sums): void {
  const sums = road.get(company) ?? nothing();
  sums.calls += more.calls;
  sums.seconds += more.seconds;
  sums.cost += more.cost;
  sums.unknown += more.unknown;
  road.set(company, sums);
}

/** Numbers stay texts, as a float could not hold the last unit of a large sum. */
const COST = /"cost":(-?[\d.]+)/g;

async function addSummary(
  part: LegFilter,
  { directory }: ProofRequest,
  roads: Readonly<Record<Road, Map<string, Sums>>>,
  { answer }: ProofParts,
): Promise<void> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of answer('outsummary', part, directory)) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8').replace(COST, '"cost":"$1"');
  const values = JSON.parse(`{${text}}`) as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  for (const [company, { name: _name, cost, seconds, unknown, ...handsets }] of Object.entries(values)) {
    addTo(roads.summary, company, readTotals({ cost, seconds, unknown }));
    for (const handset of Object.values(handsets)) {
      addTo(roads.handsets, company, readTotals(handset as Readonly<Record<string, unknown>>));
    }
  }
}

function readTotals({ cost, seconds, unknown }: Readonly<Record<string, unknown>>): Sums {
  return { calls: 0, cost: parseMoney(String(cost)), seconds: Number(seconds), unknown: Number(unknown) };
}

async function addListing(
  filter: LegFilter,
  company: string,
  { directory }: ProofRequest,
  roads: Readonly<Record<Road, Map<string, Sums>>>,
  { answer }: ProofParts,
): Promise<void> {
  const sums = nothing();
  for await (const { seconds, cost } of scanListing(answer('outcalls', filter, directory))) {
    sums.calls += 1;
    sums.seconds += seconds;
    if (cost === null) sums.unknown += 1;
    else sums.cost += parseMoney(cost);
  }
  if (sums.calls > 0) addTo(roads.listing, company, sums);
}

/** In what the roads to a company's figures part; undefined where they do not. */
function tellCompany(company: string, roads: Readonly<Record<Road, Map<string, Sums>>>): Culprit | undefined {
  const told = ROADS.map((road) => {
    const { seconds, cost, unknown } = roads[road].get(company) ?? nothing();
    return `cost ${formatMoney(cost)}, ${seconds} seconds, ${unknown} unknown`;
  });
  const calls = new Set(['listing', 'charges'].map((road) => roads[road as Road].get(company)?.calls ?? 0));
  if (new Set(told).size === 1 && calls.size === 1) return undefined;
  const named = ROADS.map((road, at) => `${told[at]} by ${FROM[road]}`);
  return { key: `company ${company}`, what: `has ${named.join('; ')}` };
}

/** Summaries count no calls. */
function showTotal(road: Road, companies: ReadonlyMap<string, Sums>): Figures {
  const total = nothing();
  const all = new Map([['', total]]);
  for (const sums of companies.values()) addTo(all, '', sums);
  const { calls, seconds, cost, unknown } = total;
  const counted = road === 'listing' || road === 'charges' ? { calls } : {};
  return { companies: companies.size, ...counted, seconds, cost: formatMoney(cost), unknownCosts: unknown };
}
