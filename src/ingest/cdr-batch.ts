import type { Landed } from './landing.ts';
import type { ReadRecord, RecordFormat, RecordPart } from './record-format.ts';
import type { RejectedRecord } from './reject-reason.ts';

/** Records read from one source, in the order they stood there. */
export interface CdrBatch extends RecordPart {
  readonly source: string;
  readonly format: Pick<RecordFormat, 'text' | 'kind'>;
  /** Rejects of the same source and format that these records put right: they are settled when the records are durable. */
  readonly settled?: readonly RejectedRecord[];
}

/** What became of batches, and the first record among them that was there before. */
export interface LandedCdrs extends Landed {
  readonly firstDuplicate: Pick<ReadRecord, 'line' | 'raw'> | undefined;
}
