import { Title } from '@mantine/core';
import { useText } from '../../text/text.tsx';

export function Calls() {
  const { t } = useText();
  return <Title order={1}>{t('nav.calls')}</Title>;
}
