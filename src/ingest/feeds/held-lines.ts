import type { RecordFormat, RecordPart } from '../record-format.ts';
import type { FeedContext } from './feed.ts';

/** Lines that were read and have not landed, by the format that says how they were read. */
export class HeldLines {
  #parts = new Map<string, { readonly format: RecordFormat; readonly parts: RecordPart[] }>();
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** The month in which lines came is part of their format, where they have no year. */
  add(part: RecordPart, format: RecordFormat): void {
    const count = part.records.length + part.rejects.length;
    if (count === 0) return;
    this.#count += count;
    const known = this.#parts.get(format.text) ?? { format, parts: [] };
    known.parts.push(part);
    this.#parts.set(format.text, known);
  }

  async land(feed: FeedContext): Promise<void> {
    const held = this.#parts;
    this.#parts = new Map();
    this.#count = 0;
    for (const { format, parts } of held.values()) {
      const records = parts.flatMap((part) => part.records);
      const rejects = parts.flatMap((part) => part.rejects);
      await feed.landCdrs({ records, rejects, format }, { landedAt: feed.now() });
    }
  }
}
