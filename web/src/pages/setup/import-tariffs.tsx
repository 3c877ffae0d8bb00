import { Alert, Button, FileInput, Group, List, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type FormEvent, useState } from 'react';
import { type TariffsImport, useImportTariffs } from '../../api/rates.ts';
import { Refused } from '../../parts/refused.tsx';
import { useText } from '../../text/text.tsx';

/** Imports a tariffs.json in two steps: what it would change is seen first. */
export function ImportTariffs() {
  const { t } = useText();
  const [isOpen, { open, close }] = useDisclosure();
  const [file, setFile] = useState<File | null>(null);
  const preview = useImportTariffs();
  const keep = useImportTariffs();
  const send = async (dryRun: boolean) => {
    if (file !== null) (dryRun ? preview : keep).mutate({ text: await file.text(), dryRun });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    keep.reset();
    void send(true);
  };
  const choose = (chosen: File | null) => {
    setFile(chosen);
    preview.reset();
    keep.reset();
  };
  return (
    <>
      <Button variant="default" onClick={open}>
        {t('setup.importTariffs')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={close}
        title={t('setup.importTariffs')}
        size="lg"
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <form onSubmit={submit}>
          <Stack>
            <Text size="sm">{t('setup.importTariffsHint')}</Text>
            <FileInput
              label={t('setup.tariffsFile')}
              placeholder={t('setup.chooseFile')}
              required
              accept="application/json,.json"
              value={file}
              onChange={choose}
            />
            <Refused error={keep.error ?? preview.error} />
            {preview.data !== undefined && keep.data === undefined && <Changes changes={preview.data} />}
            {keep.data !== undefined && (
              <Alert color="green" role="status">
                {t('setup.deckImported', { revision: keep.data.revision })}
              </Alert>
            )}
            <Group justify="flex-end">
              <Button type="submit" variant="light" loading={preview.isPending} disabled={file === null}>
                {t('setup.preview')}
              </Button>
              <Button
                disabled={preview.data === undefined || keep.isSuccess}
                loading={keep.isPending}
                onClick={() => void send(false)}
              >
                {t('setup.import')}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}

function Changes({ changes }: { readonly changes: TariffsImport }) {
  const { t } = useText();
  const lines = [
    ...changes.added.map((name) => `${t('setup.ratesNew')}: ${name}`),
    ...changes.changed.map((name) => `${t('setup.isChanged')}: ${name}`),
    ...changes.removed.map((name) => `${t('setup.ratesGone')}: ${name}`),
    ...changes.begun,
    ...changes.ended.map((sentence) => `${t('setup.ratesGone')}: ${sentence}`),
    ...changes.warnings,
  ];
  return (
    <Alert color="cyan" title={t('setup.preview')} role="status">
      {lines.length === 0 ? (
        t('setup.noChange')
      ) : (
        <List size="sm">
          {lines.map((line) => (
            <List.Item key={line}>{line}</List.Item>
          ))}
        </List>
      )}
    </Alert>
  );
}
