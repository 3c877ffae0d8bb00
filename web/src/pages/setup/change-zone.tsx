import { Autocomplete, Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type FormEvent, useState } from 'react';
import { useImportDirectory } from '../../api/directory.ts';
import { useSession } from '../../api/session.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { faultAt, Refused } from '../../parts/refused.tsx';
import { useText } from '../../text/text.tsx';

const MOST_ZONES = 40;

/** The zone in which the PBX's days and hours are told: seen at once, and changed for all of its calls. */
export function ChangeZone() {
  const { t } = useText();
  const session = useSession();
  const [isOpen, { open, close }] = useDisclosure();
  const [zone, setZone] = useState(session.zone);
  const importing = useImportDirectory();
  const begin = () => {
    setZone(session.zone);
    importing.reset();
    open();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    importing.mutate(JSON.stringify({ zone: zone.trim() }), { onSuccess: close });
  };
  return (
    <>
      <Button variant="default" onClick={begin}>
        {t('setup.zoneNow', { zone: session.zone })}
      </Button>
      <Dialog opened={isOpen} onClose={close} title={t('setup.zone')}>
        <form onSubmit={submit}>
          <Stack>
            <Text size="sm">{t('setup.zoneChangeHint')}</Text>
            <Autocomplete
              label={t('setup.zone')}
              description={t('setup.zoneHint')}
              data={Intl.supportedValuesOf('timeZone')}
              limit={MOST_ZONES}
              required
              value={zone}
              onChange={setZone}
              error={faultAt(importing.error, 'zone')}
            />
            <Refused error={importing.error} fields={['zone']} />
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                {t('common.cancel')}
              </Button>
              <Button type="submit" loading={importing.isPending} disabled={zone.trim() === session.zone}>
                {t('common.save')}
              </Button>
            </Group>
          </Stack>
        </form>
      </Dialog>
    </>
  );
}
