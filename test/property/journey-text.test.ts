import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JOURNEY_KINDS, type JourneyStep, type Party } from '../../src/core/journey.ts';
import { JourneyText, parseJourney } from '../../src/store/calls/journey-text.ts';
import { RowWriter } from '../../src/store/calls/row-binary.ts';
import '../support/fixed-seed.ts';

const arbitraryText = fc.oneof(
  fc.constantFrom('', '', '200', 'c001', 'Ann Reader', 'say "so" \\ now', 'Zoë', '\u0007', '\u007f', '小明'),
  fc.string({ unit: 'binary', maxLength: 12 }),
);

const arbitraryParty: fc.Arbitrary<Party> = fc.record({
  kind: fc.constantFrom('device', 'extension', 'queue', 'group', 'outside', 'service'),
  id: arbitraryText,
  number: arbitraryText,
  name: arbitraryText,
  company: arbitraryText,
  trunk: arbitraryText,
});

/** Few parties that come again and again, as in a call. */
const arbitrarySteps: fc.Arbitrary<readonly JourneyStep[]> = fc
  .array(arbitraryParty, { minLength: 1, maxLength: 12 })
  .chain((parties) =>
    fc.array(
      fc.record({
        at: fc.integer({ min: 0, max: 0xffff_ffff }),
        kind: fc.constantFrom(...JOURNEY_KINDS),
        who: fc.constantFrom(...parties),
        other: fc.option(fc.constantFrom(...parties)),
        seconds: fc.option(fc.integer({ min: -5, max: 10_000_000 })),
        how: arbitraryText,
        acctid: fc.maxSafeNat(),
      }),
      { maxLength: 40 },
    ),
  );

describe('the text that is kept of a journey', () => {
  it('is read back as it was, and is the same where it writes itself', () => {
    fc.assert(
      fc.property(arbitrarySteps, (steps) => {
        const text = new JourneyText(steps);
        expect(parseJourney(text.toString())).toEqual(steps);
        const written = new RowWriter().text('before').selfWriting(text).text('after').toBuffer();
        const expected = new RowWriter().text('before').text(text.toString()).text('after').toBuffer();
        expect(Buffer.compare(written, expected)).toBe(0);
      }),
      { numRuns: 2000 },
    );
  });

  it('lists each of the few parties of a call once', () => {
    const party: Party = { kind: 'outside', id: '1', number: '', name: '', company: '', trunk: 't' };
    const step = {
      at: 1,
      kind: 'rang',
      who: party,
      other: { ...party },
      seconds: 1,
      how: '',
      acctid: 7,
    } as const;
    expect(new JourneyText([step, { ...step, other: null }]).toString()).toBe(
      '[1,[["outside","1","","","","t"]],[7],[[0,"rang",0,0,1,"",0],[0,"rang",0,-1,1,"",0]]]',
    );
  });
});
