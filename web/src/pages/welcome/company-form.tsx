import {
  ActionIcon,
  Alert,
  Button,
  Fieldset,
  Group,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useImportDirectory } from '../../api/directory.ts';
import { useSession } from '../../api/session.ts';
import { faultAt, Refused } from '../../parts/refused.tsx';
import { useText } from '../../text/text.tsx';
import { ImportDirectory } from '../setup/import-directory.tsx';
import { type Phone, toDirectory } from './to-directory.ts';

const NO_PHONE: Phone = { extension: '', owner: '', sipName: '' };
const FIELDS = ['zone', 'dialling', 'companies', 'extensions', 'devices'];

/** A company and its phones, as far as attribution needs them; a whole directory.json does as well. */
export function CompanyForm({ isKnown, onDone }: { readonly isKnown: boolean; readonly onDone: () => void }) {
  const { t } = useText();
  const session = useSession();
  const [company, setCompany] = useState('');
  const [country, setCountry] = useState('');
  const [zone, setZone] = useState(session.zone);
  const [outsideLine, setOutsideLine] = useState('');
  const [phones, setPhones] = useState<readonly Phone[]>([NO_PHONE]);
  const importing = useImportDirectory();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const text = JSON.stringify(toDirectory({ company, country, zone, outsideLine, phones }));
    importing.mutate(text, { onSuccess: onDone });
  };
  const change = (index: number, part: Partial<Phone>) =>
    setPhones((before) => before.map((phone, at) => (at === index ? { ...phone, ...part } : phone)));
  const { error } = importing;
  return (
    <form onSubmit={submit}>
      <Stack mt="md">
        {isKnown && (
          <Alert color="green" role="status">
            {t('setup.directoryThere')}
          </Alert>
        )}
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput
            label={t('setup.companyName')}
            required
            value={company}
            onChange={(event) => setCompany(event.currentTarget.value)}
            error={faultAt(error, 'companies')}
          />
          <TextInput
            label={t('setup.zone')}
            description={t('setup.zoneHint')}
            required
            value={zone}
            onChange={(event) => setZone(event.currentTarget.value)}
            error={faultAt(error, 'zone')}
          />
        </SimpleGrid>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput
            label={t('setup.country')}
            description={t('setup.countryHint')}
            required
            maxLength={2}
            value={country}
            onChange={(event) => setCountry(event.currentTarget.value.toUpperCase())}
            error={faultAt(error, 'dialling')}
          />
          <TextInput
            label={t('setup.outsideLine')}
            description={t('setup.outsideLineHint')}
            inputMode="numeric"
            value={outsideLine}
            onChange={(event) => setOutsideLine(event.currentTarget.value)}
          />
        </SimpleGrid>
        <Fieldset legend={t('setup.phones')}>
          <Stack gap="xs">
            <Text size="sm" c="var(--quiet)">
              {t('setup.phonesHint')}
            </Text>
            {phones.map((phone, index) => (
              <PhoneRow
                // biome-ignore lint/suspicious/noArrayIndexKey: rows are told apart by their place alone
                key={index}
                phone={phone}
                error={faultAt(error, `devices[${index}]`) ?? faultAt(error, `extensions[${index}]`)}
                onChange={(part) => change(index, part)}
                onRemove={() => setPhones((before) => before.filter((_, at) => at !== index))}
              />
            ))}
            <Group>
              <Button
                size="xs"
                variant="default"
                onClick={() => setPhones((before) => [...before, NO_PHONE])}
              >
                {t('setup.addPhone')}
              </Button>
            </Group>
          </Stack>
        </Fieldset>
        <Refused error={error} fields={FIELDS} />
        <Group>
          <Button type="submit" loading={importing.isPending}>
            {t('setup.keepCompany')}
          </Button>
          <ImportDirectory />
        </Group>
      </Stack>
    </form>
  );
}

interface PhoneRowProps {
  readonly phone: Phone;
  readonly error: string | undefined;
  readonly onChange: (part: Partial<Phone>) => void;
  readonly onRemove: () => void;
}

function PhoneRow({ phone, error, onChange, onRemove }: PhoneRowProps) {
  const { t } = useText();
  return (
    <Group align="flex-end" gap="xs">
      <TextInput
        label={t('setup.extension')}
        w={110}
        value={phone.extension}
        onChange={(event) => onChange({ extension: event.currentTarget.value })}
      />
      <TextInput
        label={t('setup.owner')}
        style={{ flex: '1 1 140px' }}
        value={phone.owner}
        onChange={(event) => onChange({ owner: event.currentTarget.value })}
      />
      <TextInput
        label={t('setup.sipName')}
        style={{ flex: '1 1 140px' }}
        placeholder={phone.extension}
        value={phone.sipName}
        onChange={(event) => onChange({ sipName: event.currentTarget.value })}
      />
      <ActionIcon variant="default" size={36} aria-label={t('setup.removePhone')} onClick={onRemove}>
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
      {error !== undefined && (
        <Text size="sm" c="var(--bad)" w="100%" role="alert">
          {error}
        </Text>
      )}
    </Group>
  );
}
