/** One message of Asterisk's manager interface: an event, or the answer to an action. */
export interface AmiMessage {
  /** Its lines as they came, joined by line feeds, without the blank line that ends it. */
  readonly raw: string;
  /** Value of a field, whatever the case of its name; empty where the message lacks it. */
  field(name: string): string;
  has(name: string): boolean;
}

/**
 * Reads the lines `Name: value` of a message. The first of two fields of one name counts: a value into which a dialplan
 * put a line end cannot overwrite what stands before it. Exactly one blank after the colon belongs to the form.
 */
export function readAmiMessage(raw: string): AmiMessage {
  const fields = new Map<string, string>();
  for (const line of raw.split('\n')) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    const name = line.slice(0, colon).toLowerCase();
    if (fields.has(name)) continue;
    fields.set(name, line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1));
  }
  return {
    raw,
    field: (name) => fields.get(name.toLowerCase()) ?? '',
    has: (name) => fields.has(name.toLowerCase()),
  };
}
