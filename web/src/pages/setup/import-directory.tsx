import { Alert, Button, FileButton, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useImportDirectory } from '../../api/directory.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Refused } from '../../parts/refused.tsx';
import { useText } from '../../text/text.tsx';

/** Imports a directory.json: all of it or nothing, every fault at once. */
export function ImportDirectory() {
  const { t } = useText();
  const [isOpen, { open, close }] = useDisclosure();
  const importing = useImportDirectory();
  const take = (file: File | null) => {
    if (file === null) return;
    void file.text().then((text) => importing.mutate(text));
  };
  return (
    <>
      <Button variant="default" onClick={open}>
        {t('setup.importFile')}
      </Button>
      <Dialog opened={isOpen} onClose={close} title={t('setup.importDirectory')} size="lg">
        <Stack>
          <Text size="sm">{t('setup.importDirectoryHint')}</Text>
          <FileButton onChange={take} accept="application/json,.json">
            {(props) => (
              <Button {...props} loading={importing.isPending}>
                {t('setup.chooseFile')}
              </Button>
            )}
          </FileButton>
          <Refused error={importing.error} />
          {importing.data !== undefined && (
            <Alert color="green" role="status">
              {t('setup.directoryImported', { ...importing.data })}
            </Alert>
          )}
        </Stack>
      </Dialog>
    </>
  );
}
