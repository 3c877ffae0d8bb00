import { AppShell, Burger, Group, NavLink, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconActivity,
  IconChartBar,
  IconCoins,
  IconHeadset,
  IconListDetails,
  IconReportAnalytics,
  IconSettings,
} from '@tabler/icons-react';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useSession } from '../api/session.ts';
import { useText } from '../text/text.tsx';
import { CompanyChoice } from './company-choice.tsx';
import { PeriodChoice } from './period-choice.tsx';
import { UserMenu } from './user-menu.tsx';

/** Pages of the menu, and who sees them there. */
const PAGES = [
  { to: '/', text: 'nav.overview', icon: IconChartBar, administrators: false },
  { to: '/live', text: 'nav.live', icon: IconActivity, administrators: false },
  { to: '/calls', text: 'nav.calls', icon: IconListDetails, administrators: false },
  { to: '/reports', text: 'nav.reports', icon: IconReportAnalytics, administrators: false },
  { to: '/queues', text: 'nav.queues', icon: IconHeadset, administrators: false },
  { to: '/costs', text: 'nav.costs', icon: IconCoins, administrators: false },
  { to: '/setup', text: 'nav.setup', icon: IconSettings, administrators: true },
] as const;

/** Pages that ask for days and companies themselves, or are of none. */
const ASKING = ['/reports', '/costs/statements', '/costs/changes'];

/** The frame of every page: where one is, which days and whose calls are shown, and who has signed in. */
export function Shell() {
  const { t } = useText();
  const session = useSession();
  const [isOpen, { toggle, close }] = useDisclosure();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  // Some have days and companies of their own.
  const asksItself = ASKING.some((one) => path.startsWith(one));
  // What goes on now is of no other days than today.
  const hasDays = !asksItself && !path.startsWith('/live');
  const hasChoice = hasDays || (!asksItself && session.companies.length > 1);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a page that was chosen closes the menu of a phone
  useEffect(close, [path]);
  return (
    <AppShell
      header={{ height: { base: hasChoice ? 104 : 56, md: 56 } }}
      navbar={{ width: 220, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding={{ base: 'sm', md: 'lg' }}
    >
      <a className="skip-link" href="#content">
        {t('app.skip')}
      </a>
      <AppShell.Header px="md">
        <Group h={56} gap="sm" wrap="nowrap">
          <Burger opened={isOpen} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={t('app.menu')} />
          <img src="/assets/ringledger.svg" alt="" width={28} height={28} />
          <Text fw={700} size="lg">
            {t('app.name')}
          </Text>
          <Group ml="auto" gap="xs" visibleFrom="md" wrap="nowrap">
            {!asksItself && <CompanyChoice companies={session.companies} />}
            {hasDays && <PeriodChoice zone={session.zone} />}
          </Group>
          <Group ml={{ base: 'auto', md: 0 }}>
            <UserMenu name={session.name} />
          </Group>
        </Group>
        <Group hiddenFrom="md" gap="xs" wrap="nowrap" pb="xs">
          {hasDays && <PeriodChoice zone={session.zone} />}
          {!asksItself && <CompanyChoice companies={session.companies} />}
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label={t('nav.more')}>
        {PAGES.filter(({ administrators }) => !administrators || session.administrator).map(
          ({ to, text, icon: Icon }) => (
            <NavLink
              key={to}
              component={Link}
              to={to}
              label={t(text)}
              leftSection={<Icon size={18} stroke={1.6} aria-hidden />}
              active={to === '/' ? path === '/' : path.startsWith(to)}
              style={{ borderRadius: 8 }}
            />
          ),
        )}
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} style={{ outline: 'none' }}>
        <Outlet />
      </AppShell.Main>
    </AppShell>
  );
}
