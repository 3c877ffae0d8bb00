import { Autocomplete, TextInput } from '@mantine/core';
import { faultAt } from '../../../parts/refused.tsx';
import { useText } from '../../../text/text.tsx';
import { RuleRows } from './rule-rows.tsx';
import type { AssignmentDraft } from './tariff-draft.ts';

interface AssignmentRowsProps {
  readonly legend: string;
  readonly hint: string;
  readonly rows: readonly AssignmentDraft[];
  readonly onChange: (rows: readonly AssignmentDraft[]) => void;
  readonly who: { readonly label: string; readonly known: readonly string[] };
  /** Left out where it is the same in all rows. */
  readonly what?: { readonly label: string; readonly known: readonly string[] };
  readonly fresh: AssignmentDraft;
  readonly error: unknown;
  /** What the server calls the row: `companies[2]`. */
  readonly placeOf: (at: number) => string;
}

/** Who is priced by what, from and until which day. */
export function AssignmentRows({ who, what, error, placeOf, ...rows }: AssignmentRowsProps) {
  const { t } = useText();
  return (
    <RuleRows {...rows}>
      {(row, change, at) => (
        <>
          <Autocomplete
            label={who.label}
            data={[...who.known]}
            required
            value={row.who}
            onChange={(value) => change({ who: value })}
            error={faultAt(error, placeOf(at))}
          />
          {what !== undefined && (
            <Autocomplete
              label={what.label}
              data={[...what.known]}
              required
              value={row.what}
              onChange={(value) => change({ what: value })}
            />
          )}
          <TextInput
            type="date"
            label={t('tariffs.from')}
            value={row.from}
            onChange={(event) => change({ from: event.currentTarget.value })}
          />
          <TextInput
            type="date"
            label={t('tariffs.to')}
            value={row.to}
            onChange={(event) => change({ to: event.currentTarget.value })}
          />
        </>
      )}
    </RuleRows>
  );
}
