import {
  Alert,
  Button,
  FileInput,
  Group,
  List,
  Select,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type FormEvent, useState } from 'react';
import { type ImportOutcome, useImportCalls } from '../../api/first-run.ts';
import { useSourceKinds, useSources } from '../../api/sources.ts';
import { Panel } from '../../parts/panel.tsx';
import { faultAt, Refused } from '../../parts/refused.tsx';
import { useText } from '../../text/text.tsx';
import { AddSource } from '../setup/add-source.tsx';

/** Kinds of files that need no more than a zone to be read. */
const FILE_KINDS = [
  'asterisk-cdr',
  'asterisk-queue-log',
  'freepbx-csv',
  'freeswitch-csv',
  'freeswitch-json',
  'freeswitch-xml',
  '3cx',
  'cucm',
  'smdr-avaya',
  'smdr-mitel',
  'smdr-panasonic',
  'cdr-csv',
  'cdr-json',
];

/** Calls come from a source that goes on, or from a file that somebody has. */
export function BringCalls({ isKnown }: { readonly isKnown: boolean }) {
  const { t } = useText();
  const kinds = useSourceKinds();
  const sources = useSources();
  const [isOpen, { open, close }] = useDisclosure();
  const names = sources.data?.sources.map(({ name }) => name) ?? [];
  return (
    <Stack mt="md">
      {isKnown && (
        <Alert color="green" role="status">
          {t('setup.callsThere')}
        </Alert>
      )}
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Panel title={t('setup.fromSource')}>
          <Stack>
            <Text size="sm">{t('setup.fromSourceHint')}</Text>
            {names.length > 0 && <Text size="sm">{names.join(', ')}</Text>}
            <Group>
              <Button onClick={open}>{t('setup.addSource')}</Button>
            </Group>
          </Stack>
        </Panel>
        <Panel title={t('setup.fromFile')}>
          <FileForm />
        </Panel>
      </SimpleGrid>
      <AddSource kinds={kinds.data?.kinds ?? []} opened={isOpen} onClose={close} />
    </Stack>
  );
}

function FileForm() {
  const { t } = useText();
  const [kind, setKind] = useState('asterisk-cdr');
  const [zone, setZone] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const importing = useImportCalls();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (file !== null) importing.mutate({ kind, zone, file });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Select
          label={t('setup.fileKind')}
          data={FILE_KINDS}
          value={kind}
          allowDeselect={false}
          searchable
          onChange={(value) => setKind(value ?? 'asterisk-cdr')}
        />
        <TextInput
          label={t('setup.fileZone')}
          description={t('setup.fileZoneHint')}
          value={zone}
          onChange={(event) => setZone(event.currentTarget.value)}
          error={faultAt(importing.error, 'zone')}
        />
        <FileInput
          label={t('setup.file')}
          placeholder={t('setup.chooseFile')}
          required
          value={file}
          onChange={setFile}
        />
        <Refused error={importing.error} fields={['zone']} />
        {importing.data !== undefined && <Outcome outcome={importing.data} />}
        <Group>
          <Button type="submit" loading={importing.isPending} disabled={file === null}>
            {t('setup.import')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Outcome({ outcome }: { readonly outcome: ImportOutcome }) {
  const { t, whole } = useText();
  const { accepted, duplicate, rejected, notes = [], warnings = [] } = outcome;
  return (
    <Alert color={rejected > 0 ? 'yellow' : 'green'} role="status">
      {t('setup.imported', {
        accepted: whole(accepted),
        duplicate: whole(duplicate),
        rejected: whole(rejected),
      })}
      <List size="sm">
        {[...notes, ...warnings].map((sentence) => (
          <List.Item key={sentence}>{sentence}</List.Item>
        ))}
      </List>
    </Alert>
  );
}
