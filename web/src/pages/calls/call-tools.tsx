import { Button, Checkbox, Group, Menu, Stack, TextInput } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconBookmark, IconColumns, IconDownload } from '@tabler/icons-react';
import { Link, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { type CallQuestion, exportAddress } from '../../api/calls.ts';
import { useText } from '../../text/text.tsx';
import { COLUMN_NAMES, type ColumnName } from './columns.tsx';
import { useCallWidths } from './use-call-grid.ts';

interface CallToolsProps {
  readonly question: CallQuestion;
  readonly columns: readonly string[];
  readonly onColumns: (names: readonly ColumnName[]) => void;
}

/** Columns to choose, views to keep, and the way out as a file. */
export function CallTools({ question, columns, onColumns }: CallToolsProps) {
  const { t } = useText();
  const { widths, setWidths } = useCallWidths();
  return (
    <Group gap="xs" className="no-print">
      <Menu closeOnItemClick={false} position="bottom-end">
        <Menu.Target>
          <Button variant="default" size="sm" leftSection={<IconColumns size={16} aria-hidden />}>
            {t('calls.columns')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Stack gap={6} p="xs">
            {COLUMN_NAMES.map((name) => (
              <Checkbox
                key={name}
                label={t(`columns.${name}`)}
                checked={columns.includes(name)}
                onChange={({ currentTarget: { checked } }) =>
                  onColumns(COLUMN_NAMES.filter((one) => (one === name ? checked : columns.includes(one))))
                }
              />
            ))}
          </Stack>
          {Object.keys(widths).length > 0 && (
            <Menu.Item onClick={() => setWidths({})}>{t('calls.usualWidths')}</Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <SavedViews />
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" size="sm" leftSection={<IconDownload size={16} aria-hidden />}>
            {t('common.export')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {(['csv', 'xlsx'] as const).map((format) => (
            <Menu.Item key={format} component="a" href={exportAddress(question, format)} download>
              {format.toUpperCase()}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}

interface View {
  readonly name: string;
  /** The address's question, with its question mark. */
  readonly search: string;
}

/** Views by name, kept in this browser; each is an address that anybody can be sent. */
function SavedViews() {
  const { t } = useText();
  const router = useRouter();
  const [views, setViews] = useLocalStorage<readonly View[]>({ key: 'ringledger.views', defaultValue: [] });
  const [name, setName] = useState('');
  const keep = () => {
    const search = router.state.location.searchStr;
    setViews([...views.filter((view) => view.name !== name.trim()), { name: name.trim(), search }]);
    setName('');
  };
  return (
    <Menu position="bottom-end" closeOnItemClick={false} trapFocus>
      <Menu.Target>
        <Button variant="default" size="sm" leftSection={<IconBookmark size={16} aria-hidden />}>
          {t('calls.views')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {views.map((view) => (
          <Group key={view.name} gap={4} wrap="nowrap">
            <Menu.Item component={Link} to={`/calls${view.search}`} closeMenuOnClick>
              {view.name}
            </Menu.Item>
            <Button
              variant="subtle"
              color="gray"
              size="compact-xs"
              aria-label={t('calls.forgetView', { name: view.name })}
              onClick={() => setViews(views.filter((one) => one.name !== view.name))}
            >
              ×
            </Button>
          </Group>
        ))}
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() !== '') keep();
          }}
        >
          <Group gap="xs" p="xs" wrap="nowrap" align="end">
            <TextInput
              label={t('calls.keepView')}
              value={name}
              onChange={({ currentTarget: { value } }) => setName(value)}
            />
            <Button type="submit" disabled={name.trim() === ''}>
              {t('common.save')}
            </Button>
          </Group>
        </form>
      </Menu.Dropdown>
    </Menu>
  );
}
