import { Button, Group, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type PrefixRates, useEditPrefixes } from '../../../api/prefixes.ts';
import { Confirm } from '../../../parts/confirm.tsx';
import { Dialog } from '../../../parts/dialog.tsx';
import { faultAt, Refused } from '../../../parts/refused.tsx';
import { useText } from '../../../text/text.tsx';
import { DeckPreview } from '../deck-preview.tsx';
import { NEW_ROW, type PrefixDraft, toDraft, toRates } from './prefix-draft.ts';
import { RowFields } from './row-fields.tsx';

/** The version whose rates are changed, as it was seen. */
interface SeenVersion {
  readonly deck: string;
  readonly from: string;
  readonly revision: number;
  readonly bands: readonly string[];
}

interface EditPrefixProps {
  readonly version: SeenVersion;
  /** What the version says of the prefix; undefined for a new one. */
  readonly rates: PrefixRates | undefined;
  /** What a new one begins with. */
  readonly begun?: string | undefined;
  readonly onClose: () => void;
  /** Told with the revision that a change made. */
  readonly onKept: (revision: number) => void;
}

const PLACE = 'prefixes[0]';

/** What a prefix costs, band by band and step by step: changed in two steps, as what it would change is seen first. */
export function EditPrefix({ version, rates, begun, onClose, onKept }: EditPrefixProps) {
  const { t } = useText();
  const [draft, setDraft] = useState<PrefixDraft>(() => toDraft(rates, begun));
  const preview = useEditPrefixes();
  const keep = useEditPrefixes();
  const error = keep.error ?? preview.error;
  const change = (next: Partial<PrefixDraft>) => {
    setDraft((before) => ({ ...before, ...next }));
    preview.reset();
    keep.reset();
  };
  const { deck, from, revision } = version;
  const editOf = (prefixes: readonly PrefixRates[]) => ({ deck, from, revision, prefixes: [...prefixes] });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    keep.reset();
    preview.mutate({ ...editOf([toRates(draft)]), dryRun: true });
  };
  const send = (prefixes: readonly PrefixRates[]) =>
    keep.mutate({ ...editOf(prefixes), dryRun: false }, { onSuccess: (kept) => onKept(kept.revision) });
  const rowsWith = (at: number, row: PrefixDraft['rows'][number]) =>
    draft.rows.map((one, index) => (index === at ? row : one));
  return (
    <Dialog
      opened
      onClose={onClose}
      title={rates === undefined ? t('prefixes.add') : t('prefixes.changeOf', { prefix: rates.prefix })}
      size="xl"
    >
      <form onSubmit={submit}>
        <Stack>
          <SimpleGrid cols={{ base: 1, sm: 3 }}>
            <TextInput
              label={t('setup.prefix')}
              description={t('prefixes.prefixHint')}
              required
              readOnly={rates !== undefined}
              inputMode="tel"
              autoComplete="off"
              value={draft.prefix}
              onChange={(event) => change({ prefix: event.currentTarget.value })}
              error={faultAt(error, `${PLACE}.prefix`)}
            />
            <TextInput
              label={t('setup.destination')}
              description={t('prefixes.destinationHint')}
              autoComplete="off"
              value={draft.destination}
              onChange={(event) => change({ destination: event.currentTarget.value })}
            />
            <TextInput
              label={t('columns.numberType')}
              description={t('prefixes.numberTypeHint')}
              autoComplete="off"
              value={draft.numberType}
              onChange={(event) => change({ numberType: event.currentTarget.value })}
            />
          </SimpleGrid>
          {draft.rows.map((row, at) => (
            <RowFields
              // Rows have nothing else to be known by, and are only taken away or put at the end.
              // biome-ignore lint/suspicious/noArrayIndexKey: every cell is controlled
              key={at}
              number={at + 1}
              row={row}
              bands={version.bands}
              error={faultAt(error, `${PLACE}.rows[${at}]`)}
              onChange={(next) => change({ rows: rowsWith(at, next) })}
              onRemove={
                draft.rows.length === 1
                  ? undefined
                  : () => change({ rows: draft.rows.filter((_, index) => index !== at) })
              }
            />
          ))}
          <Group>
            <Button size="xs" variant="default" onClick={() => change({ rows: [...draft.rows, NEW_ROW] })}>
              {t('prefixes.addPrice')}
            </Button>
          </Group>
          <Refused error={error} fields={[PLACE]} />
          {preview.data !== undefined && <DeckPreview changes={preview.data} />}
          <Group justify="space-between">
            {rates === undefined ? (
              <span />
            ) : (
              <Confirm
                label={t('prefixes.remove')}
                title={t('prefixes.removeOf', { prefix: rates.prefix })}
                question={t('prefixes.removeHint')}
                onConfirm={() => send([{ prefix: rates.prefix, rows: [] }])}
              />
            )}
            <Group>
              <Button variant="default" onClick={onClose}>
                {t('common.cancel')}
              </Button>
              <Button type="submit" variant="light" loading={preview.isPending}>
                {t('setup.preview')}
              </Button>
              <Button
                disabled={preview.data === undefined}
                loading={keep.isPending}
                onClick={() => send([toRates(draft)])}
              >
                {t('prefixes.keep')}
              </Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
