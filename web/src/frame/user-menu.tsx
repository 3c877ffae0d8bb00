import {
  ActionIcon,
  Menu,
  SegmentedControl,
  Select,
  Stack,
  Text,
  useMantineColorScheme,
} from '@mantine/core';
import { IconKey, IconLogout, IconUserCircle } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import { useSignOut } from '../api/session.ts';
import { LANGUAGES, type Language, useText } from '../text/text.tsx';

/** Who has signed in, how pages look and speak to them, and the way out. */
export function UserMenu({ name }: { readonly name: string }) {
  const { t, language, speak } = useText();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const signOut = useSignOut();
  const router = useRouter();
  const leave = () =>
    signOut.mutate(undefined, { onSuccess: () => void router.navigate({ to: '/sign-in', search: {} }) });
  return (
    <Menu position="bottom-end" withArrow closeOnItemClick={false}>
      <Menu.Target>
        <ActionIcon variant="subtle" size="lg" radius="xl" aria-label={t('user.menu', { name })}>
          <IconUserCircle size={24} stroke={1.6} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Stack gap="xs" p="xs">
          <Text fw={600}>{name}</Text>
          <SegmentedControl
            aria-label={t('user.appearance')}
            data={(['light', 'dark', 'auto'] as const).map((value) => ({ value, label: t(`user.${value}`) }))}
            value={colorScheme}
            onChange={(value) => setColorScheme(value)}
          />
          <Select
            label={t('user.language')}
            data={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))}
            value={language}
            allowDeselect={false}
            onChange={(value) => void speak((value ?? 'en') as Language)}
            comboboxProps={{ withinPortal: false }}
          />
        </Stack>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconKey size={16} aria-hidden />}
          onClick={() => void router.navigate({ to: '/account', search: {} })}
        >
          {t('account.title')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={leave}>
          {t('user.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
