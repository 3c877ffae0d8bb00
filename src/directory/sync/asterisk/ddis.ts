import type { FoundDdi } from '../found-directory.ts';
import type { Dialplan, Target } from './dialplan.ts';
import type { Numbers } from './numbers.ts';
import type { Peer } from './peers.ts';
import type { Phones } from './phones.ts';

/** How often a number may lead to another before it is given up. */
const FURTHEST = 8;

/** Outside numbers that trunks deliver, as far as they lead straight to an extension, queue or group. */
export function readDdis(
  plan: Dialplan,
  trunks: readonly Peer[],
  numbers: Numbers,
  phones: Phones,
  company: string,
  notes: string[],
): readonly FoundDdi[] {
  const ddis = new Map<string, FoundDdi>();
  const unclear: string[] = [];
  for (const context of new Set(trunks.flatMap((trunk) => plan.reach(trunk.context)))) {
    for (const number of plan.numbers(context)) {
      if (!/^\+?\d{2,20}$/.test(number) || ddis.has(number)) continue;
      const { target, accountcode } = followFar(plan, context, number);
      const called = findCalled(target, numbers, phones, accountcode);
      if (called === undefined) unclear.push(number);
      else ddis.set(number, { number, company: called.company ?? company, destination: called.number });
    }
  }
  if (unclear.length > 0) {
    notes.push(
      `Where these outside numbers lead is not written plainly: ${unclear.join(', ')}. Describe them with directory import.`,
    );
  }
  return [...ddis.values()];
}

/** Follows a number over others until it rings something. */
function followFar(
  plan: Dialplan,
  context: string,
  number: string,
): { target: Target | undefined; accountcode: string | undefined } {
  let at = { context, number };
  let accountcode: string | undefined;
  for (let step = 0; step < FURTHEST; step += 1) {
    const route = plan.follow(at.context, at.number);
    accountcode ??= route?.accountcode;
    if (route?.target?.kind !== 'number')
      return { target: step === 0 ? route?.target : (route?.target ?? undefined), accountcode };
    at = route.target;
  }
  return { target: undefined, accountcode };
}

function findCalled(
  target: Target | undefined,
  { groups, queues, extensions }: Numbers,
  phones: Phones,
  company: string | undefined,
): { readonly number: string; readonly company: string } | undefined {
  if (target?.kind === 'queue') return queues.find(({ name }) => name === target.name);
  if (target?.kind !== 'devices') return undefined;
  const rung = target.names.flatMap((name) => phones.get(name)?.device ?? []);
  const [first] = rung;
  if (first === undefined) return undefined;
  const numbers = [...new Set(rung.flatMap(({ extensions: [own] }) => own ?? []))];
  const [number] = numbers;
  const owner = company ?? first.company;
  if (numbers.length === 1) return extensions.find((one) => one.number === number && one.company === owner);
  return groups.find(
    ({ members = [], company: of }) =>
      of === owner && members.length === numbers.length && numbers.every((one) => members.includes(one)),
  );
}
