import { Button, Menu } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useRates } from '../../api/rates.ts';
import { useText } from '../../text/text.tsx';

/** The way to a rate for numbers that begin so, in whichever price list of calls that go out. */
export function PutRate({ prefix }: { readonly prefix: string }) {
  const { t } = useText();
  const { data } = useRates();
  const versions = (data?.versions ?? []).filter(({ direction }) => direction === 'outbound');
  const [first, ...others] = [...new Set(versions.map(({ deck }) => deck))];
  if (first === undefined) return null;
  // What is within takes any address; the page of prefixes reads it.
  const to = (deck: string) => ({ to: '/setup/rates/prefixes', search: { deck, add: prefix } as never });
  const label = t('costs.putRateTo', { prefix });
  if (others.length === 0) {
    return (
      <Button size="compact-xs" variant="default" component={Link} {...to(first)} aria-label={label}>
        {t('costs.putRateShort')}
      </Button>
    );
  }
  return (
    <Menu>
      <Menu.Target>
        <Button size="compact-xs" variant="default" aria-label={label}>
          {t('costs.putRateShort')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {[first, ...others].map((deck) => (
          <Menu.Item key={deck} component={Link} {...to(deck)}>
            {deck}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
