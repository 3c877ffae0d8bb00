import { Stack } from '@mantine/core';
import { Outlet } from '@tanstack/react-router';
import { useSession } from '../../api/session.ts';
import { PageLinks } from '../../parts/page-links.tsx';
import { useText } from '../../text/text.tsx';

const FOR_EVERYBODY = [
  { to: '/costs', text: 'costs.overMonths' },
  { to: '/costs/unknown', text: 'costs.unknown' },
] as const;

/** What carriers take, and what is done about prices, is the platform's own affair. */
const FOR_ADMINISTRATORS = [
  { to: '/costs/margin', text: 'costs.margin' },
  { to: '/costs/statements', text: 'costs.statements' },
  { to: '/costs/changes', text: 'costs.changes' },
] as const;

/** The pages of costs; whoever is no administrator sees no trace of those that are not for them. */
export function CostFrame() {
  const { t } = useText();
  const { administrator } = useSession();
  const pages = administrator ? [...FOR_EVERYBODY, ...FOR_ADMINISTRATORS] : FOR_EVERYBODY;
  return (
    <Stack>
      <PageLinks label={t('nav.costs')} pages={pages.map(({ to, text }) => ({ to, text: t(text) }))} />
      <Outlet />
    </Stack>
  );
}
