import { Stack } from '@mantine/core';
import { Outlet } from '@tanstack/react-router';
import { PageLinks } from '../../parts/page-links.tsx';
import { useText } from '../../text/text.tsx';

/** The two sides of queues: what became of their calls, and whom to call back. */
export function QueueFrame() {
  const { t } = useText();
  return (
    <Stack>
      <PageLinks
        label={t('nav.queues')}
        pages={[
          { to: '/queues', text: t('queues.figures') },
          { to: '/queues/call-back', text: t('queues.callBack') },
        ]}
      />
      <Outlet />
    </Stack>
  );
}
