import { Stack } from '@mantine/core';
import { Outlet } from '@tanstack/react-router';
import { AdministratorsOnly } from '../../parts/administrators-only.tsx';
import { PageLinks } from '../../parts/page-links.tsx';
import { useText } from '../../text/text.tsx';

/** The pages for setting up, in the order in which an installation needs them. */
const PAGES = [
  { to: '/setup/sources', text: 'setup.sources' },
  { to: '/setup/directory', text: 'setup.directory' },
  { to: '/setup/rates', text: 'setup.rates' },
  { to: '/setup/runs', text: 'setup.runs' },
  { to: '/setup/periods', text: 'setup.periods' },
  { to: '/setup/work', text: 'setup.work' },
  { to: '/setup/users', text: 'setup.users' },
  { to: '/setup/audit', text: 'setup.audit' },
  { to: '/welcome', text: 'setup.welcome' },
] as const;

/** What all pages for setting up have in common: the way from one to the other, and that administrators see them. */
export function SetupFrame() {
  const { t } = useText();
  return (
    <AdministratorsOnly>
      <Stack>
        <PageLinks label={t('nav.setup')} pages={PAGES.map(({ to, text }) => ({ to, text: t(text) }))} />
        <Outlet />
      </Stack>
    </AdministratorsOnly>
  );
}
