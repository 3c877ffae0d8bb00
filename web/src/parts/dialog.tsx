import { Modal, type ModalProps } from '@mantine/core';
import { useText } from '../text/text.tsx';

/** What is done by itself before the page goes on; its button for closing is named in the language that is spoken. */
export function Dialog(props: ModalProps) {
  const { t } = useText();
  return <Modal closeButtonProps={{ 'aria-label': t('common.close') }} {...props} />;
}
