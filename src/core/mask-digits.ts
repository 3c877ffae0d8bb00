const HIDDEN_DIGITS = 4;
/** Numbers of fewer digits call a service, or somebody inside; what has a decimal point or comma is a price. */
const LONG_NUMBER = /(?<!\d|\d[.,])\d{5,}(?![.,]?\d)/g;

/** A text with the last four digits of every long number in it as `x`, for whoever may not see outside numbers whole. */
export function maskDigits(text: string): string {
  return text.replace(
    LONG_NUMBER,
    (digits) => `${digits.slice(0, -HIDDEN_DIGITS)}${'x'.repeat(HIDDEN_DIGITS)}`,
  );
}

/**
 * An outside number without its last four digits, as the call store hides them in the legs that the call will leave: one
 * of four digits or fewer calls a service, and what stands behind an `@` would only hide other digits.
 */
export function maskOutside(number: string): string {
  const party = number.replace(/@.*$/s, '');
  let left = party.replace(/\D/g, '').length > HIDDEN_DIGITS ? HIDDEN_DIGITS : 0;
  if (left === 0) return number;
  const hidden = [...party].reverse().map((one) => (left > 0 && /\d/.test(one) ? hide() : one));
  return hidden.reverse().join('');

  function hide(): string {
    left -= 1;
    return 'x';
  }
}

/** Every text within an answer without the last digits of its long numbers; its shape stays. */
export function maskAnswer<Answer>(answer: Answer): Answer {
  return JSON.parse(JSON.stringify(answer), (_key, value: unknown) =>
    typeof value === 'string' ? maskDigits(value) : value,
  ) as Answer;
}
