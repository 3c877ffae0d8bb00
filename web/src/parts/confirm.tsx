import { Button, type ButtonProps, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useText } from '../text/text.tsx';
import { Dialog } from './dialog.tsx';

interface ConfirmProps {
  readonly label: string;
  readonly title: string;
  readonly question: string;
  readonly onConfirm: () => void;
  readonly button?: ButtonProps;
  /** What else is to be said before it is done. */
  readonly children?: ReactNode;
}

/** A button for what cannot be taken back: it is done when a second one says so. */
export function Confirm({ label, title, question, onConfirm, button, children }: ConfirmProps) {
  const { t } = useText();
  const [isOpen, { open, close }] = useDisclosure();
  const confirm = () => {
    close();
    onConfirm();
  };
  return (
    <>
      <Button size="xs" variant="light" color="red" {...button} onClick={open}>
        {label}
      </Button>
      <Dialog opened={isOpen} onClose={close} title={title}>
        <Stack>
          <Text>{question}</Text>
          {children}
          <Group justify="flex-end">
            <Button variant="default" onClick={close} data-autofocus>
              {t('common.cancel')}
            </Button>
            <Button color="red" onClick={confirm}>
              {label}
            </Button>
          </Group>
        </Stack>
      </Dialog>
    </>
  );
}
