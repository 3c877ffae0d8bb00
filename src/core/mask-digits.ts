/** Numbers of fewer digits call a service, or somebody inside. */
const LONG_NUMBER = /\d{7,}/g;
const HIDDEN_DIGITS = 4;

/** A text with the last four digits of every long number in it as `x`, for whoever may not see outside numbers whole. */
function maskDigits(text: string): string {
  return text.replace(
    LONG_NUMBER,
    (digits) => `${digits.slice(0, -HIDDEN_DIGITS)}${'x'.repeat(HIDDEN_DIGITS)}`,
  );
}

/** The same for every text within an answer; its shape stays. */
export function maskAnswer<Answer>(answer: Answer): Answer {
  return JSON.parse(JSON.stringify(answer), (_key, value: unknown) =>
    typeof value === 'string' ? maskDigits(value) : value,
  ) as Answer;
}
