import type { ChargeExplanation } from './explain-charge.ts';
import type { ExplainedPart } from './explain-parts.ts';

const MODES = {
  'half-up': 'half up',
  'half-even': 'half to even',
  up: 'up',
  down: 'down',
} as const;

/**
 * A charge in one sentence: `+442079460958 London: 60 + 5 × 6 s at 0.012 a minute, connection 0.02 = 0.038 GBP`.
 */
export function explainInSentence(explanation: ChargeExplanation): string {
  const called = nameCalled(explanation);
  if (explanation.basis !== 'rated') return `${called}: ${explainOther(explanation)}`;
  const terms = [...explainTalk(explanation), ...explainRules(explanation)];
  return `${called}: ${terms.join(', ')} = ${explanation.cost ?? 'unknown'} ${explanation.currency}`;
}

/** A charge in some lines of plain words, in the order in which it was worked out. */
export function explainInLines(explanation: ChargeExplanation): readonly string[] {
  const { basis, prefix, deck, version, tariff, price, cost, currency, dialRule } = explanation;
  const lines = [`Dialled ${explanation.dialled}, read as ${nameNumber(explanation)} (${dialRule}).`];
  if (prefix !== '') {
    const named = explanation.destination === '' ? '' : ` is ${explanation.destination}`;
    lines.push(
      `Tariff ${tariff}, deck ${deck} of ${version}: prefix ${prefix}${named}, ${explanation.numberType}.`,
    );
  }
  if (basis !== 'rated') return [...lines, capitalise(`${explainOther(explanation)}.`)];
  for (const part of explanation.parts) lines.push(explainPartLine(part));
  lines.push(
    `${capitalise([`talk ${explanation.talkCharge}`, ...explainCharges(explanation)].join(', '))}: ${price}.`,
  );
  for (const rule of explainRules(explanation)) lines.push(capitalise(`${rule}.`));
  return [...lines, `Cost: ${cost ?? 'unknown'} ${currency}.`];
}

function explainTalk(explanation: ChargeExplanation): readonly string[] {
  return [explanation.parts.map(explainPart).join(', then '), ...explainCharges(explanation)];
}

function explainPart({ increments, perMinute, band, seconds, chargedSeconds }: ExplainedPart): string {
  const free = seconds === chargedSeconds ? '' : `, ${seconds - chargedSeconds} s of it free`;
  return `${increments} at ${perMinute} a minute${band === '' ? '' : ` (${band})`}${free}`;
}

function explainPartLine(part: ExplainedPart): string {
  const at = new Date(part.startsAt * 1000).toISOString().replace('.000Z', 'Z');
  return `From ${at}: ${explainPart(part)} come to ${part.talkCharge}.`;
}

function explainCharges({
  connectCharge,
  minimumCharge,
  raisedToMinimum,
}: ChargeExplanation): readonly string[] {
  const connection = connectCharge === '0' ? [] : [`connection ${connectCharge}`];
  return raisedToMinimum ? [...connection, `at least ${minimumCharge}`] : connection;
}

function explainRules(explanation: ChargeExplanation): readonly string[] {
  const { allowance, adjustment, limit, rounding, beforeRounding, billedSeconds, cost } = explanation;
  const terms: string[] = [];
  if (allowance !== null)
    terms.push(`${allowance.coveredSeconds} of ${billedSeconds} s included in ${allowance.allowance}`);
  if (adjustment !== null) {
    const sign = adjustment.percent.startsWith('-') ? '' : '+';
    terms.push(`${sign}${adjustment.percent} %${adjustment.of === '' ? '' : ` on ${adjustment.of}`}`);
  }
  if (limit !== null) terms.push(`${limit.kind} per call ${limit.amount}`);
  if (beforeRounding !== cost) {
    terms.push(`${beforeRounding} rounded ${MODES[rounding.mode]} to ${rounding.decimals} decimals`);
  }
  return terms;
}

function explainOther({ basis, prefix, deck, tariff }: ChargeExplanation): string {
  if (basis === 'unanswered') return 'nobody answered, free';
  if (basis === 'feature-code') return 'a code of the PBX that has no rate, free';
  if (basis === 'internal') return prefix === '' ? 'inside the PBX, free' : 'the PBX dialled nobody, free';
  if (basis === 'out-of-range') return 'the price is above what can be written, unknown';
  if (prefix !== '') return `prefix ${prefix} of deck ${deck} has no price for that time, unknown`;
  return `no deck of tariff ${tariff} has a prefix for it, unknown`;
}

function nameCalled(explanation: ChargeExplanation): string {
  const number = nameNumber(explanation);
  return explanation.destination === '' ? number : `${number} ${explanation.destination}`;
}

function nameNumber({ number, numberKind }: ChargeExplanation): string {
  return numberKind === 'e164' ? `+${number}` : number;
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
