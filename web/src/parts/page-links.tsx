import { Anchor, Box, Group } from '@mantine/core';
import { Link, type LinkProps, useRouterState } from '@tanstack/react-router';

interface PageLink {
  readonly to: NonNullable<LinkProps['to']>;
  readonly text: string;
}

/** The way between pages that belong together; the one that is shown stands out. */
export function PageLinks({ label, pages }: { readonly label: string; readonly pages: readonly PageLink[] }) {
  const path = useRouterState({ select: ({ location }) => location.pathname });
  // The longest address that the path begins with: /costs is no part of the way to /costs/margin.
  const here = pages
    .map(({ to }) => to)
    .filter((to) => path === to || path.startsWith(`${to}/`))
    .sort((one, other) => other.length - one.length)[0];
  return (
    <Box component="nav" aria-label={label} style={{ overflowX: 'auto' }} className="no-print">
      <Group gap="md" wrap="nowrap" pb={4}>
        {pages.map(({ to, text }) => (
          <Anchor
            key={to}
            ref={to === here ? showWhole : undefined}
            component={Link}
            to={to}
            size="sm"
            fw={to === here ? 650 : 400}
            underline={to === here ? 'always' : 'hover'}
            style={{ whiteSpace: 'nowrap' }}
            aria-current={to === here ? 'page' : undefined}
          >
            {text}
          </Anchor>
        ))}
      </Group>
    </Box>
  );
}

/** Where the row of links is wider than a phone, the one of this page is in sight. */
function showWhole(link: HTMLAnchorElement | null): void {
  link?.scrollIntoView({ inline: 'center', block: 'nearest' });
}
