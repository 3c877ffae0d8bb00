import { Stack } from '@mantine/core';
import { PageHead } from '../../parts/page-head.tsx';
import { Panel } from '../../parts/panel.tsx';
import { useText } from '../../text/text.tsx';
import { OwnPassword } from './own-password.tsx';
import { TwoFactor } from './two-factor.tsx';

/** What everybody who has signed in may set for themself. */
export function Account() {
  const { t } = useText();
  return (
    <Stack>
      <PageHead title={t('account.title')} />
      <Panel title={t('account.twoFactor')}>
        <TwoFactor />
      </Panel>
      <Panel title={t('setup.ownPassword')}>
        <OwnPassword />
      </Panel>
    </Stack>
  );
}
