/** How many digits of an outside number are hidden, and how much it must have: shorter ones are nobody's own (999, 118118 behind its 118). */
const HIDDEN_DIGITS = 4;

const DIGIT = '[0-9]';
const BETWEEN = '([^0-9]*)';
const LAST_DIGITS = `${`${DIGIT}${BETWEEN}`.repeat(HIDDEN_DIGITS)}$`;
const CROSSES = Array.from({ length: HIDDEN_DIGITS }, (_, at) => `x\\\\${at + 1}`).join('');

/**
 * SQL of a number's text with its last four digits as `x`: `+44 7700 90xxxx`. A number of four digits or fewer stays as
 * it is: it calls a service, or somebody inside. What stands behind an `@` (the host of a SIP address) is left out, as
 * its digits would be the ones hidden.
 */
export function maskNumber(column: string): string {
  const number = `replaceRegexpOne(${column}, '@.*$', '')`;
  return `if(length(replaceRegexpAll(${number}, '[^0-9]', '')) > ${HIDDEN_DIGITS},
      replaceRegexpOne(${number}, '${LAST_DIGITS}', '${CROSSES}'), toString(${column}))`;
}
