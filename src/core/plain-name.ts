/** Names without case, accents, units in brackets and marks: `Connection Cost (USD)` → `connection cost`. */
export function plainName(text: string): string {
  return text
    .replace(/\([^)]*\)/g, ' ')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}
