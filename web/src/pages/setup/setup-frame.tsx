import { Anchor, Box, Group, Stack } from '@mantine/core';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useSession } from '../../api/session.ts';
import { Message } from '../../parts/states.tsx';
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
  const { administrator } = useSession();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  if (!administrator) return <Message title={t('state.denied')} text={t('setup.administratorsOnly')} />;
  return (
    <Stack>
      <Box component="nav" aria-label={t('nav.setup')} style={{ overflowX: 'auto' }}>
        <Group gap="md" wrap="nowrap" pb={4}>
          {PAGES.map(({ to, text }) => {
            const isHere = path.startsWith(to);
            return (
              <Anchor
                key={to}
                ref={isHere ? showWhole : undefined}
                component={Link}
                to={to}
                size="sm"
                fw={isHere ? 650 : 400}
                underline={isHere ? 'always' : 'hover'}
                style={{ whiteSpace: 'nowrap' }}
                aria-current={isHere ? 'page' : undefined}
              >
                {t(text)}
              </Anchor>
            );
          })}
        </Group>
      </Box>
      <Outlet />
    </Stack>
  );
}

/** Where the row of links is wider than a phone, the one of this page is in sight. */
function showWhole(link: HTMLAnchorElement | null): void {
  link?.scrollIntoView({ inline: 'center', block: 'nearest' });
}
