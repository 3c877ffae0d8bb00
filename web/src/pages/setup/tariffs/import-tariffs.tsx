import { Button, FileInput, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type FormEvent, useState } from 'react';
import { Dialog } from '../../../parts/dialog.tsx';
import { useText } from '../../../text/text.tsx';
import { TariffFoot, useTariffSteps } from './tariff-steps.tsx';

/** Imports a tariffs.json in two steps: what it would change is seen first. */
export function ImportTariffs() {
  const { t } = useText();
  const [isOpen, { open, close }] = useDisclosure();
  const [file, setFile] = useState<File | null>(null);
  const steps = useTariffSteps(undefined);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (file !== null) steps.look(await file.text());
  };
  const choose = (chosen: File | null) => {
    setFile(chosen);
    steps.reset();
  };
  return (
    <>
      <Button variant="default" onClick={open}>
        {t('setup.importTariffs')}
      </Button>
      <Dialog opened={isOpen} onClose={close} title={t('setup.importTariffs')} size="lg">
        <form onSubmit={(event) => void submit(event)}>
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
            <TariffFoot
              steps={steps}
              keepLabel={t('setup.import')}
              canLook={file !== null}
              onKeep={() => void file?.text().then((text) => steps.send(text))}
            />
          </Stack>
        </form>
      </Dialog>
    </>
  );
}
