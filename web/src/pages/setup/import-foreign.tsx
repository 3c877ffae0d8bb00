import {
  Alert,
  Button,
  Checkbox,
  FileInput,
  Group,
  List,
  NativeSelect,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type FormEvent, useState } from 'react';
import { type ForeignImport, type ForeignWish, useImportForeign } from '../../api/rates.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { faultAt, Refused } from '../../parts/refused.tsx';
import { useText } from '../../text/text.tsx';
import { DeckPreview } from './deck-preview.tsx';
import { ForeignOptions, OPTION_FIELDS } from './foreign-options.tsx';

const FORMATS = [
  { value: 'price-list', text: 'foreign.ofPriceList' },
  { value: 'a2billing', text: 'foreign.ofA2billing' },
  { value: 'astpp', text: 'foreign.ofAstpp' },
  { value: 'cgrates', text: 'foreign.ofCgrates' },
] as const;
/** The format that states tariffs beside its price lists. */
const WITH_TARIFFS = 'cgrates';
const NAMES = ['deck', 'from', 'currency'] as const;

/** Imports what a carrier or another product wrote, in two steps: how it was read and what it would change is seen first. */
export function ImportForeign({ currency }: { readonly currency: string }) {
  const { t } = useText();
  const [isOpen, { open, close }] = useDisclosure();
  const [format, setFormat] = useState<string>(FORMATS[0].value);
  const [files, setFiles] = useState<readonly File[]>([]);
  const [said, setSaid] = useState<Readonly<Record<string, string>>>({});
  const preview = useImportForeign();
  const keep = useImportForeign();
  const error = keep.error ?? preview.error;
  const reset = () => {
    preview.reset();
    keep.reset();
  };
  const say = (name: string, value: string) => {
    setSaid((before) => ({ ...before, [name]: value }));
    reset();
  };
  const { tariffs = '', ...others } = said;
  const wish: ForeignWish = {
    format,
    files,
    said: { currency, ...others, ...(format === WITH_TARIFFS ? { tariffs } : {}) },
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    keep.reset();
    preview.mutate({ ...wish, dryRun: true });
  };
  return (
    <>
      <Button variant="default" onClick={open}>
        {t('foreign.import')}
      </Button>
      <Dialog opened={isOpen} onClose={close} title={t('foreign.import')} size="xl">
        <form onSubmit={submit}>
          <Stack>
            <Text size="sm">{t('foreign.hint')}</Text>
            <SimpleGrid cols={{ base: 1, sm: 2 }}>
              <NativeSelect
                label={t('foreign.format')}
                data={FORMATS.map(({ value, text }) => ({ value, label: t(text) }))}
                value={format}
                onChange={(event) => {
                  setFormat(event.currentTarget.value);
                  reset();
                }}
              />
              <FileInput
                label={t('foreign.files')}
                placeholder={t('setup.chooseFile')}
                multiple
                required
                accept=".csv,.txt,text/csv,text/plain"
                value={[...files]}
                onChange={(chosen) => {
                  setFiles(chosen);
                  reset();
                }}
              />
            </SimpleGrid>
            <SimpleGrid cols={{ base: 1, sm: 3 }}>
              {NAMES.map((name) => (
                <TextInput
                  key={name}
                  type={name === 'from' ? 'date' : 'text'}
                  label={t(`foreign.${name}`)}
                  description={t(`foreign.${name}Hint`)}
                  required={name === 'currency'}
                  autoComplete="off"
                  value={wish.said[name] ?? ''}
                  onChange={(event) => say(name, event.currentTarget.value)}
                  error={faultAt(error, name)}
                />
              ))}
            </SimpleGrid>
            {format === WITH_TARIFFS && (
              <Checkbox
                label={t('foreign.keepTariffs')}
                checked={tariffs !== ''}
                onChange={(event) => say('tariffs', event.currentTarget.checked ? 'true' : '')}
              />
            )}
            <ForeignOptions format={format} values={said} error={error} onChange={say} />
            <Refused error={error} fields={[...NAMES, ...OPTION_FIELDS]} />
            {keep.data === undefined && preview.data !== undefined && <Reading reading={preview.data} />}
            {keep.data !== undefined && (
              <Alert color="green" role="status">
                {t('setup.deckImported', { revision: keep.data.decks.at(-1)?.revision ?? 0 })}
              </Alert>
            )}
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                {t('common.close')}
              </Button>
              <Button type="submit" variant="light" loading={preview.isPending} disabled={files.length === 0}>
                {t('setup.preview')}
              </Button>
              <Button
                disabled={preview.data === undefined || keep.isSuccess}
                loading={keep.isPending}
                onClick={() => keep.mutate({ ...wish, dryRun: false })}
              >
                {t('setup.import')}
              </Button>
            </Group>
          </Stack>
        </form>
      </Dialog>
    </>
  );
}

/** How the files were read, and what each of their lists would change. */
function Reading({ reading: { decks, notes, tariffs, tariffsImport } }: { readonly reading: ForeignImport }) {
  const { t, day } = useText();
  return (
    <Stack>
      {notes.length > 0 && (
        <Alert color="cyan" title={t('foreign.notes')}>
          <List size="sm">
            {notes.map((note) => (
              <List.Item key={note}>{note}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      {tariffs.length > 0 && (
        <Alert
          color={tariffsImport === undefined ? 'yellow' : 'cyan'}
          title={t(tariffsImport === undefined ? 'foreign.tariffs' : 'foreign.tariffsKept')}
        >
          {tariffsImport !== undefined && (
            <Text size="sm">
              {t('foreign.tariffsWould', {
                added: tariffsImport.added.join(', ') || '–',
                changed: tariffsImport.changed.join(', ') || '–',
              })}
            </Text>
          )}
          {tariffsImport?.warnings.map((warning) => (
            <Text key={warning} size="sm">
              {warning}
            </Text>
          ))}
          {tariffs.map((tariff) => (
            <Text key={JSON.stringify(tariff)} component="pre" size="xs" style={{ whiteSpace: 'pre-wrap' }}>
              {JSON.stringify(tariff)}
            </Text>
          ))}
        </Alert>
      )}
      {decks.map((deck) => (
        <section key={`${deck.deck} ${deck.from}`} aria-label={deck.deck}>
          <Text fw={650}>
            {deck.deck} · {day(deck.from, 'long')}
          </Text>
          {/* Warnings name lines as they are sent on, which nobody wrote: the notes name those of the files. */}
          <DeckPreview changes={{ ...deck, warnings: [] }} />
        </section>
      ))}
    </Stack>
  );
}
