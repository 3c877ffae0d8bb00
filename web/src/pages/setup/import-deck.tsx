import { Alert, Autocomplete, Button, FileInput, Group, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type DeckVersion, useImportDeck } from '../../api/rates.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { faultAt, Refused } from '../../parts/refused.tsx';
import { useText } from '../../text/text.tsx';
import { DeckPreview } from './deck-preview.tsx';
import { DeckTerms, NOTHING_MORE, TERM_FIELDS } from './deck-terms.tsx';

interface ImportDeckProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly known: readonly DeckVersion[];
}

const FIELDS = ['deck', 'from', 'currency', ...TERM_FIELDS];

/** Imports a version of a deck in two steps: what it would change is seen first. Faults are told by their line. */
export function ImportDeck({ opened, onClose, known }: ImportDeckProps) {
  const { t } = useText();
  const [deck, setDeck] = useState('');
  const [from, setFrom] = useState('');
  const [currency, setCurrency] = useState(known[0]?.currency ?? '');
  const [file, setFile] = useState<File | null>(null);
  const [more, setMore] = useState(NOTHING_MORE);
  const preview = useImportDeck();
  const keep = useImportDeck();
  const money = currency || (known[0]?.currency ?? '');
  const send = (dryRun: boolean) => {
    if (file === null) return;
    const { bands, holidays, ...terms } = more;
    const wish = { deck, from, currency: money, file, bands, holidays, terms };
    (dryRun ? preview : keep).mutate({ ...wish, dryRun });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    keep.reset();
    send(true);
  };
  /** What was seen is of what was typed then. */
  const change =
    <Value,>(set: (value: Value) => void) =>
    (value: Value) => {
      set(value);
      preview.reset();
      keep.reset();
    };
  const error = keep.error ?? preview.error;
  return (
    <Dialog opened={opened} onClose={onClose} title={t('setup.importDeck')} size="xl">
      <form onSubmit={submit}>
        <Stack>
          <Group grow align="flex-start">
            <Autocomplete
              label={t('setup.deck')}
              description={t('setup.deckHint')}
              required
              data={[...new Set(known.map((version) => version.deck))]}
              value={deck}
              onChange={change(setDeck)}
              error={faultAt(error, 'deck')}
            />
            <TextInput
              type="date"
              label={t('setup.inForceFrom')}
              description={t('setup.inForceHint')}
              required
              value={from}
              onChange={(event) => change(setFrom)(event.currentTarget.value)}
              error={faultAt(error, 'from')}
            />
            <TextInput
              label={t('setup.currency')}
              description={t('setup.currencyHint')}
              required
              maxLength={3}
              value={money}
              onChange={(event) => change(setCurrency)(event.currentTarget.value.toUpperCase())}
              error={faultAt(error, 'currency')}
            />
          </Group>
          <FileInput
            label={t('setup.deckFile')}
            description={t('setup.deckFileHint')}
            placeholder={t('setup.chooseFile')}
            required
            accept=".csv,text/csv"
            value={file}
            onChange={change(setFile)}
          />
          <DeckTerms terms={more} error={error} onChange={change(setMore)} />
          <Refused error={error} fields={FIELDS} />
          {preview.data !== undefined && keep.data === undefined && <DeckPreview changes={preview.data} />}
          {keep.data !== undefined && (
            <Alert color="green" role="status">
              {t('setup.deckImported', { revision: keep.data.revision })}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common.close')}
            </Button>
            <Button type="submit" variant="light" loading={preview.isPending} disabled={file === null}>
              {t('setup.preview')}
            </Button>
            <Button
              disabled={preview.data === undefined || keep.isSuccess}
              loading={keep.isPending}
              onClick={() => send(false)}
            >
              {t('setup.import')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
