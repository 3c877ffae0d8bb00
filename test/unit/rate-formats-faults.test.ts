import { describe, expect, it } from 'vitest';
import type { ForeignFormat, ForeignOptions } from '../../src/billing/formats/foreign-deck.ts';
import { readForeignDeck } from '../../src/billing/formats/read-foreign-deck.ts';
import { RingledgerError } from '../../src/core/errors.ts';

function readFaults(
  format: ForeignFormat,
  files: Readonly<Record<string, string>>,
  options: ForeignOptions = {},
): readonly string[] {
  try {
    readForeignDeck(format, new Map(Object.entries(files)), options);
  } catch (error) {
    if (!(error instanceof RingledgerError)) throw error;
    if (error.faults.length === 0) return [error.message];
    return error.faults.map(({ where, message }) => `${where}: ${message}`);
  }
  return [];
}

const PLAN = {
  'Destinations.csv': 'DE,+49',
  'Rates.csv': 'RT,0,0.06,60s,1s,0s',
  'DestinationRates.csv': 'DR,DE,RT,*up,4,0,',
  'RatingPlans.csv': 'RP,DR,*any,10',
  'RatingProfiles.csv': 'house,call,*any,2026-01-01T00:00:00Z,RP,',
};

const BOTH = 'RP,DR,*any,10\nRP,DR2,*any,10';

describe('a CGRateS folder', () => {
  it('is read when nothing is wrong with it', () => {
    expect(readFaults('cgrates', PLAN)).toEqual([]);
  });

  it.each([
    ['no folder', { 'Rates.csv': undefined }, 'Rates.csv: The folder has no Rates.csv: add the file'],
    [
      'other columns',
      { 'Rates.csv': 'RT,0,0.06,60s,1s' },
      'Rates.csv line 1: "RT,0,0.06,60s,1s" has 5 columns: write the 6 of CGRateS',
    ],
    [
      'directions',
      { 'RatingProfiles.csv': '*out,house,call,*any,2026-01-01T00:00:00Z,RP,' },
      'RatingProfiles.csv line 1: The line begins with a direction ("*out"), as before CGRateS 0.10',
    ],
    [
      'an endless price',
      { 'Rates.csv': 'RT,0,0.1,7s,1s,0s' },
      'Rates.csv line 1: Rate "0.1" per "7s" does not come to a price per minute of at most six decimals',
    ],
    [
      'seven decimals',
      { 'Rates.csv': 'RT,0,0.0000001,60s,1s,0s' },
      'Rates.csv line 1: Rate "0.0000001" per "60s" does not come to a price',
    ],
    [
      'no unit of time',
      { 'Rates.csv': 'RT,0,0.1,60,1s,0s' },
      'Rates.csv line 1: RateUnit "60" has no unit, and CGRateS takes it as nanoseconds: write "60s"',
    ],
    [
      'a part of a second',
      { 'Rates.csv': 'RT,0,0.1,60s,100ms,0s' },
      'Rates.csv line 1: RateIncrement "100ms" is no whole number of seconds',
    ],
    [
      'no duration',
      { 'Rates.csv': 'RT,0,0.1,minute,1s,0s' },
      'Rates.csv line 1: RateUnit "minute" is no duration',
    ],
    [
      'a price of words',
      { 'Rates.csv': 'RT,0,cheap,60s,1s,0s' },
      'Rates.csv line 1: Rate "cheap" is no price',
    ],
    ['a price below zero', { 'Rates.csv': 'RT,0,-1,60s,1s,0s' }, 'Rates.csv line 1: Rate "-1" is no price'],
    ['a fee of words', { 'Rates.csv': 'RT,x,1,60s,1s,0s' }, 'Rates.csv line 1: ConnectFee "x" is no charge'],
    [
      'no first slot',
      { 'Rates.csv': 'RT,0,0.1,60s,1s,60s' },
      'Rates.csv line 1: "RT" has no slot at 0s, its first begins at 60s',
    ],
    [
      'a slot twice',
      { 'Rates.csv': 'RT,0,0.1,60s,1s,0s\nRT,0,0.2,60s,1s,0' },
      'Rates.csv line 2: "RT" has a slot at 0 already',
    ],
    [
      'an unknown rate',
      { 'DestinationRates.csv': 'DR,DE,NONE,*up,4,0,' },
      'DestinationRates.csv line 1: "NONE" is not in Rates.csv',
    ],
    [
      'an unknown destination',
      { 'DestinationRates.csv': 'DR,FR,RT,*up,4,0,' },
      'DestinationRates.csv line 1: "FR" is not in Destinations.csv',
    ],
    [
      'unknown destination rates',
      { 'RatingPlans.csv': 'RP,NONE,*any,10' },
      'RatingPlans.csv line 1: "NONE" is not in DestinationRates.csv',
    ],
    [
      'an unknown plan',
      { 'RatingProfiles.csv': 'house,call,*any,2026-01-01T00:00:00Z,NONE,' },
      'RatingProfiles.csv line 1: "NONE" is not in RatingPlans.csv',
    ],
    [
      'an unknown timing',
      { 'RatingPlans.csv': 'RP,DR,PEAK,10' },
      'RatingPlans.csv line 1: Timing "PEAK" is not in Timings.csv',
    ],
    [
      'a weight of words',
      { 'RatingPlans.csv': 'RP,DR,*any,heavy' },
      'RatingPlans.csv line 1: Weight "heavy"',
    ],
    [
      'a timing of one month',
      { 'RatingPlans.csv': 'RP,DR,JAN,10', 'Timings.csv': 'JAN,*any,1,1;2,*any,00:00:00' },
      'Timings.csv line 1: Timing "JAN" is for certain months ("1"), and bands know weekdays and hours alone',
    ],
    [
      'a timing within a minute',
      { 'RatingPlans.csv': 'RP,DR,T,10', 'Timings.csv': 'T,*any,*any,*any,1,08:00:30' },
      'Timings.csv line 1: Time "08:00:30" is none that a band can begin at',
    ],
    [
      'a day of no week',
      { 'RatingPlans.csv': 'RP,DR,T,10', 'Timings.csv': 'T,*any,*any,*any,8,08:00:00' },
      'Timings.csv line 1: WeekDays "8" are none',
    ],
    [
      'two roundings',
      { 'RatingPlans.csv': BOTH, 'DestinationRates.csv': 'DR,DE,RT,*up,4,0,\nDR2,*any,RT,*up,2,0,' },
      'DestinationRates.csv line 2: Calls are rounded "*up 2" and by DestinationRates.csv line 1 "*up 4", and a tariff rounds in one way',
    ],
    [
      'a cap for some',
      { 'RatingPlans.csv': BOTH, 'DestinationRates.csv': 'DR,DE,RT,*up,4,5,*free\nDR2,*any,RT,*up,4,0,' },
      'DestinationRates.csv line 1: MaxCost "5" (*free) holds for some destinations only',
    ],
    [
      'a rounding of its fallback',
      {
        'RatingPlans.csv': 'RP,DR,*any,10\nRP2,DR2,*any,10',
        'DestinationRates.csv': 'DR,DE,RT,*up,4,0,\nDR2,*any,RT,*down,2,5,*free',
        'RatingProfiles.csv': 'house,call,a,2026-01-01,RP,b\nhouse,call,b,2026-01-01,RP2,',
      },
      'RatingProfiles.csv line 1: Calls are rounded up to 4 decimals, without a cap, and those that the fallback "house b" prices rounded down to 2 decimals, at most 5 a call; a tariff has one',
    ],
    [
      'whole units',
      { 'DestinationRates.csv': 'DR,DE,RT,*up,0,0,' },
      'DestinationRates.csv line 1: Rounding "*up 0" is none in CGRateS where a call is only rated',
    ],
    [
      'a method of its own',
      { 'DestinationRates.csv': 'DR,DE,RT,*nearest,2,0,' },
      'DestinationRates.csv line 1: Rounding "*nearest 2" is none that a tariff has',
    ],
    [
      'another strategy',
      { 'DestinationRates.csv': 'DR,DE,RT,*up,2,5,*stop' },
      'DestinationRates.csv line 1: MaxCostStrategy "*stop" is none',
    ],
    [
      'two prices at once',
      { 'RatingPlans.csv': 'RP,DR,*any,10\nRP,DR,*any,10' },
      'DestinationRates.csv line 1: "DE" has a price on DestinationRates.csv line 1 with the same weight at the same time',
    ],
    [
      'a prefix of two destinations',
      {
        'Destinations.csv': 'DE,+49\nGER,49',
        'RatingPlans.csv': BOTH,
        'DestinationRates.csv': 'DR,DE,RT,*up,4,0,\nDR2,GER,RT,*up,4,0,',
      },
      'DestinationRates.csv line 2: Prefix "49" belongs to "DE" and "GER" with the same weight',
    ],
    [
      'a beginning within a day',
      { 'RatingProfiles.csv': 'house,call,*any,2026-01-01T10:00:00Z,RP,' },
      'RatingProfiles.csv line 1: ActivationTime "2026-01-01T10:00:00Z" is no beginning of a day',
    ],
    [
      'two plans from one day',
      { 'RatingProfiles.csv': 'house,call,*any,2026-01-01,RP,\nhouse,call,*any,2026-01-01T00:00:00Z,RP,' },
      'RatingProfiles.csv line 2: "house *any" has a rating plan from 2026-01-01 on RatingProfiles.csv line 1 already',
    ],
    [
      'no profile of calls',
      { 'RatingProfiles.csv': 'house,sms,*any,2026-01-01,RP,' },
      'RatingProfiles.csv: There is no rating profile of the category "call"',
    ],
    [
      'letters for a prefix',
      { 'Destinations.csv': 'DE,voicemail' },
      'Destinations.csv line 1: "voicemail" is no prefix',
    ],
  ])('is refused with %s', (_name, changes, sentence) => {
    const files = Object.entries({ ...PLAN, ...changes }).filter(([, text]) => text !== undefined);
    expect(readFaults('cgrates', Object.fromEntries(files) as Record<string, string>)[0]).toContain(sentence);
  });

  it('leaves out what no tariff says when told to', () => {
    const files = {
      ...PLAN,
      'RatingPlans.csv': BOTH,
      'DestinationRates.csv': 'DR,DE,RT,*up,4,5,*free\nDR2,*any,RT,*up,2,0,',
    };
    expect(readFaults('cgrates', files)).toHaveLength(2);
    expect(readFaults('cgrates', files, { ignore: 'rounding,max-cost' })).toEqual([]);
  });
});

const CARD = 'dialprefix;destination;rateinitial';

describe('an A2Billing rate card', () => {
  it.each([
    ['no header', '44;UK;0.1;0.05', {}, 'line 1: The file has no header and 4 columns: name them'],
    ['no prefixes', 'destination;rateinitial\nUK;0.1', {}, 'line 1: The file has no header and 2 columns'],
    ['no price', `${CARD}\n44;UK;`, {}, 'line 2: rateinitial is empty'],
    [
      'a comma',
      `${CARD}\n44;UK;0,1`,
      {},
      'line 2: rateinitial "0,1" has a comma: write a point, or import with --decimal comma.',
    ],
    ['a pattern', `${CARD}\n_447[7-9]X;UK;0.1`, {}, 'line 2: dialprefix "_447[7-9]X" is a pattern'],
    [
      'a prefix twice',
      `${CARD}\n44;UK;0.1\n44;UK;0.2`,
      {},
      'line 3: prefix "44" stands on line 2 already, for the same time',
    ],
    ['a cell too many', `${CARD}\n44;UK;0.1;9`, {}, 'line 2: The line has 4 columns and the header 3'],
    ['a grace', `${CARD};additionalgrace\n44;UK;0.1;3`, {}, 'line 2: additionalgrace "3" has no like here'],
    [
      'a late charge for the end',
      `${CARD};disconnectcharge;disconnectchargeafter\n44;UK;0.1;1;60`,
      {},
      'line 2: disconnectcharge "1" spares calls under 60 seconds',
    ],
    [
      'a charge within the call',
      `${CARD};chargea;timechargea;stepchargeb;chargeb;timechargeb\n44;UK;0.1;0.2;60;0.5;0.3;60`,
      {},
      'line 2: stepchargeb "0.5" is charged in the middle of a call',
    ],
    [
      'a cycle of no whole blocks',
      `${CARD};chargea;timechargea;billingblocka\n44;UK;0.1;0.2;100;60`,
      {},
      'line 2: timechargea "100" is no multiple of billingblocka "60"',
    ],
    [
      'a first block beyond the cycle',
      `${CARD};chargea;timechargea;initblock\n44;UK;0.1;0.2;60;90`,
      {},
      'line 2: initblock "90" is longer than the first cycle, 60 seconds',
    ],
    [
      'an end before the start',
      `${CARD};starttime;endtime\n44;UK;0.1;600;500`,
      {},
      'line 2: endtime "500" is before starttime',
    ],
    [
      'no minute',
      `${CARD};starttime;endtime\n44;UK;0.1;x;500`,
      {},
      'line 2: starttime "x" and endtime "500" are no part',
    ],
    [
      'a day that is none',
      `${CARD};startdate\n44;UK;0.1;2026-02-30`,
      {},
      'line 2: startdate "2026-02-30" is no date',
    ],
    [
      'a price for the week and for a part of it',
      `${CARD};starttime;endtime\n44;UK;0.1;0;10079\n44;UK;0.2;0;500`,
      {},
      'line 3: prefix "44" has a price for the whole week on line 2',
    ],
    [
      'no such choice',
      `${CARD}\n44;UK;0.1`,
      { prices: 'both' },
      '--prices: "both" is none of the choices: write sell or buy.',
    ],
    [
      'no buying rate',
      `${CARD}\n44;UK;0.1`,
      { prices: 'buy' },
      'the columns: The column "buyrate" is missing',
    ],
    ['nothing', '', {}, 'line 1: There is no rate in the file'],
  ])('is refused with %s', (_name, text, options, sentence) => {
    expect(readFaults('a2billing', { 'card.csv': text }, options)[0]).toContain(sentence);
  });
});

const ASTPP =
  'Code,Destination,Connection Cost (USD),Grace Time,Cost / Min (USD),Initial Increment,Increment';

describe('an ASTPP file', () => {
  it.each([
    ['nothing', '', {}, 'line 1: The file is empty'],
    ['no costs', 'Code,Destination\n44,UK', {}, 'line 1: The column "Cost / Min" is missing'],
    ['a column twice', 'Code,Code,Cost\n44,45,1', {}, 'line 1: The column "Code" stands twice'],
    ['a header alone', ASTPP, {}, 'line 1: There is no rate below the header.'],
    ['no cost', `${ASTPP}\n44,UK,0,0,,60,60`, {}, 'line 2: The cost is empty'],
    ['half a second', `${ASTPP}\n44,UK,0,0,1,0.5,60`, {}, 'line 2: initialIncrement "0.5" is no time'],
    ['a sign', `${ASTPP}\n44,UK,$1,0,1,60,60`, {}, 'line 2: connectCost "$1" is no price'],
    [
      'too many decimals',
      `${ASTPP}\n44,UK,0,0,0.0000005,60,60`,
      {},
      'line 2: cost "0.0000005" is no price from 0 to a million',
    ],
    ['a national prefix', `${ASTPP}\n02079,UK,0,0,1,60,60`, {}, 'line 2: "02079" begins with 0'],
    [
      'another currency',
      `${ASTPP}\n44,UK,0,0,1,60,60`,
      { currency: 'EUR' },
      'is in USD: import it with --currency USD.',
    ],
    ['a quote never closed', `${ASTPP}\n44,"UK,0,0,1,60,60`, {}, 'line 2: The quote that opens'],
  ])('is refused with %s', (_name, text, options, sentence) => {
    expect(readFaults('astpp', { 'rates.csv': text }, options)[0]).toContain(sentence);
  });

  it('is one file', () => {
    expect(readFaults('astpp', { 'a.csv': '', 'b.csv': '' })[0]).toContain('2 were given (a.csv, b.csv)');
  });
});

const LIST = 'Prefix;Destination;Price;Billing';

describe('a price list', () => {
  it.each([
    ['nothing', '', {}, 'line 1: The file is empty'],
    [
      'no header',
      '44;UK;0.1',
      {},
      'line 1: No line names a column of prefixes and one of prices: say where they stand',
    ],
    [
      'two prices',
      'Prefix;Old price;New price;Billing\n44;0.1;0.2;1/1',
      {},
      'line 1: column 2 "Old price" and column 3 "New price" could each be perMinute: say which with --columns perMinute=2.',
    ],
    [
      'a price and prices by time',
      'Prefix;Price;Peak;Billing\n44;0.1;0.2;1/1',
      { times: 'peak=mon-fri' },
      'line 1: There are a price per minute (column 2 "Price") and prices by time',
    ],
    [
      'no times of the bands',
      'Prefix;Peak;Off-peak;Billing\n44;0.1;0.2;1/1',
      {},
      'the columns: The list has prices for peak times and does not say when they are: add --times',
    ],
    [
      'bands of no column',
      `${LIST}\n44;UK;0.1;1/1`,
      { times: 'weekend=sat-sun' },
      '--times: There is no column of prices for "weekend"',
    ],
    [
      'bands of no time',
      `${LIST}\n44;UK;0.1;1/1`,
      { times: 'peak=mon 25:00-26:00' },
      '--times: "peak=mon 25:00-26:00" is no band',
    ],
    [
      'an open decimal mark',
      `${LIST}\n44;UK;1.234;1/1`,
      {},
      'the prices: "1.234" may be a number of thousands or of thousandths: say which with --decimal point or --decimal comma.',
    ],
    [
      'two decimal marks',
      `${LIST}\n44;UK;0.1;1/1\n45;DK;0,1;1/1`,
      {},
      'the prices: "0.1" has a decimal point and "0,1" a decimal comma',
    ],
    [
      'open dates',
      `${LIST};Effective\n44;UK;0.1;1/1;01/02/2026`,
      {},
      'the dates: "01/02/2026" may be day or month first: say which with --dates dmy or --dates mdy.',
    ],
    [
      'dates of both kinds',
      `${LIST};Effective\n44;UK;0.1;1/1;13/02/2026\n45;DK;0.1;1/1;02/13/2026`,
      {},
      'the dates: Some dates have the day first and some the month',
    ],
    [
      'a day that is none',
      `${LIST};Effective\n44;UK;0.1;1/1;31.02.2026`,
      {},
      'line 2: from "31.02.2026" is no date',
    ],
    ['no date', `${LIST};Effective\n44;UK;0.1;1/1;`, {}, 'line 2: The line has no date'],
    [
      'an end before the start',
      `${LIST};Effective;Until\n44;UK;0.1;1/1;2026-02-01;2026-01-01`,
      {},
      'line 2: The price ends on 2026-01-01, before it begins',
    ],
    [
      'no increments',
      'Prefix;Price\n44;0.1',
      {},
      'line 2: The list does not say in which increments calls are billed: add --increments 60/60',
    ],
    [
      'increments of words',
      `${LIST}\n44;UK;0.1;each second`,
      {},
      'line 2: increments "each second" are none',
    ],
    ['increments of words for all', 'Prefix;Price\n44;0.1', { increments: 'x' }, '--increments: "x" is none'],
    [
      'no price',
      `${LIST}\n44;UK;on request;1/1\n45;DK;0.1;1/1`,
      {},
      'line 2: Prefix "44" has no price ("on request")',
    ],
    ['no prefix', `${LIST}\n;UK;0.2;1/1\n45;DK;0.1;1/1`, {}, 'line 2: The price "0.2" has no prefix ("")'],
    [
      'a prefix twice',
      `${LIST}\n44;UK;0.2;1/1\n+44;UK;0.1;1/1`,
      {},
      'line 3: prefix "44" stands on line 2 already',
    ],
    [
      'a national prefix',
      `${LIST}\n02079;UK;0.2;1/1`,
      {},
      'line 2: "02079" begins with 0: give the country code of national prefixes with --country-code',
    ],
    ['a prefix as a number', `${LIST}\n4,47911E+11;UK;0.2;1/1`, {}, 'was made a number by a spreadsheet'],
    ['a range backwards', `${LIST}\n7919-7911;UK;0.2;1/1`, {}, 'line 2: "7919-7911" is no range of codes'],
    [
      'a country code in one of its codes',
      `${LIST}\n"+49 15, 16";DE;0.2;1/1`,
      {},
      'line 2: "+49 15, 16" shows a country code in some of its codes and none in "16"',
    ],
    [
      'some country codes',
      'Country code;Prefix;Price;Billing\n44;4420;0.1;1/1\n49;30;0.1;1/1',
      {},
      'line 2: Prefix "4420" begins with its country code, and others do not',
    ],
    [
      'two currencies',
      `${LIST}\n44;UK;€ 0.1;1/1\n45;DK;£ 0.1;1/1`,
      {},
      'line 3: The list is in EUR (line 2) and GBP',
    ],
    [
      'another currency',
      `${LIST}\n44;UK;€ 0.1;1/1`,
      { currency: 'GBP' },
      'line 2: The list is in EUR: import it with --currency EUR.',
    ],
    [
      'a price below zero',
      `${LIST}\n44;UK;-0.1;1/1`,
      {},
      'line 2: perMinute "-0.1" is no price from 0 to a million',
    ],
    [
      'too many decimals',
      `${LIST}\n44;UK;0.0000001;1/1`,
      {},
      'line 2: perMinute "0.0000001" is no price from 0 to a million with at most six decimals',
    ],
    [
      'an unknown column',
      `${LIST}\n44;UK;0.1;1/1`,
      { columns: 'code=1' },
      '--columns: "code=1" says no column',
    ],
    [
      'a place twice',
      `${LIST}\n44;UK;0.1;1/1`,
      { columns: 'prefix=1,perMinute=1' },
      '--columns: "perMinute=1" gives a column or a place twice',
    ],
    [
      'no country code',
      `${LIST}\n44;UK;0.1;1/1`,
      { countryCode: '044' },
      '--country-code: "044" is no country code',
    ],
  ])('is refused with %s', (_name, text, options, sentence) => {
    expect(readFaults('price-list', { 'list.csv': text }, options)[0]).toContain(sentence);
  });

  it('tells all faults at once, each with its line', () => {
    const text = `${LIST}\n44;UK;x1x;1/1\n;DK;0.1;1/1\n49;DE;0.1;never\n33;FR;0.1;1/1`;
    const places = readFaults('price-list', { 'list.csv': text }).map((fault) => fault.split(':')[0]);
    expect(places).toEqual(['line 2', 'line 3', 'line 4']);
  });

  it('counts the faults beyond a thousand', () => {
    const text = [LIST, ...Array.from({ length: 1500 }, (_, at) => `${10_000 + at};X;0.1;never`)].join('\n');
    const faults = readFaults('price-list', { 'list.csv': text });
    expect(faults).toHaveLength(1001);
    expect(faults.at(-1)).toBe('further down: 500 more faults follow.');
  });
});
