import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Message } from '../parts/states.tsx';
import { useText } from '../text/text.tsx';

export function NotFound() {
  const { t } = useText();
  return (
    <Message title={t('state.notFound')} text={t('state.notFoundHint')}>
      <Button component={Link} to="/" variant="light">
        {t('state.home')}
      </Button>
    </Message>
  );
}
