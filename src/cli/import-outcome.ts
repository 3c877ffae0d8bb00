/** What became of one file's records, as the server answers it. */
export interface ImportOutcome {
  readonly accepted: number;
  /** Records that were kept before. */
  readonly duplicate: number;
  readonly rejected: number;
  /** Bytes of an unfinished last record, left for later. */
  readonly unfinished: number;
  /** Lines that are no records by their nature. */
  readonly ignored: number;
  /** How the server chose to read it. */
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
}

export function toOutcome(answer: Readonly<Record<string, unknown>>): ImportOutcome {
  const count = (name: string) => Number(answer[name] ?? 0);
  const texts = (name: string) => {
    const list = answer[name];
    return Array.isArray(list) ? list.map(String) : [];
  };
  return {
    accepted: count('accepted'),
    duplicate: count('duplicate'),
    rejected: count('rejected'),
    unfinished: count('unfinished'),
    ignored: count('ignored'),
    notes: texts('notes'),
    warnings: texts('warnings'),
  };
}

/** Lines about one file: what there is to know first, the counts last. */
export function describeOutcome(shown: string, outcome: ImportOutcome): readonly string[] {
  const notes = [...outcome.notes, ...outcome.warnings];
  if (outcome.unfinished > 0) {
    notes.push(
      `its last ${outcome.unfinished} bytes are an unfinished record and were left: import the file again when it is written.`,
    );
  }
  if (outcome.ignored > 0) notes.push(`${outcome.ignored} lines that belong to no call were passed over.`);
  if (outcome.rejected > 0) {
    notes.push(
      `${outcome.rejected === 1 ? '1 record' : `${outcome.rejected} records`} could not be read: bin/ringledger rejects lists each with its reason.`,
    );
  }
  return [...notes.map((note) => `${shown}: ${note}`), `${shown}: ${describeCounts(outcome)}`];
}

/** The counts of several files together. */
export function describeTotal(outcomes: readonly ImportOutcome[]): string {
  const sum = (pick: (outcome: ImportOutcome) => number) =>
    outcomes.reduce((total, outcome) => total + pick(outcome), 0);
  return `total: ${describeCounts({
    accepted: sum((one) => one.accepted),
    duplicate: sum((one) => one.duplicate),
    rejected: sum((one) => one.rejected),
  })}`;
}

type Counts = Pick<ImportOutcome, 'accepted' | 'duplicate' | 'rejected'>;

function describeCounts({ accepted, duplicate, rejected }: Counts): string {
  return `accepted ${accepted}, duplicate ${duplicate}, rejected ${rejected}`;
}
