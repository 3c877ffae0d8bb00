import { Alert, Anchor, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { type PrefixRates, usePrefixes } from '../../../api/prefixes.ts';
import { PageHead } from '../../../parts/page-head.tsx';
import { Failed, Loading, Message } from '../../../parts/states.tsx';
import { useText } from '../../../text/text.tsx';
import { EditPrefix } from './edit-prefix.tsx';
import { PrefixTable } from './prefix-table.tsx';

const TYPING_MS = 250;

/** What a version of a price list says, prefix by prefix, to be searched and changed. */
export function Prefixes() {
  const { t, day } = useText();
  const { deck = '', since, search = '', add } = useSearch({ from: '/shell/setup/rates/prefixes' });
  const navigate = useNavigate({ from: '/setup/rates/prefixes' });
  const prefixes = usePrefixes({ deck, from: since, search });
  const [typed, setTyped] = useState(search);
  const [edited, setEdited] = useState<PrefixRates | 'new' | undefined>(
    add === undefined ? undefined : 'new',
  );
  const [kept, setKept] = useState<number>();
  const find = useDebouncedCallback(
    (text: string) =>
      void navigate({ search: (before) => ({ ...before, search: text.trim() || undefined }), replace: true }),
    TYPING_MS,
  );
  const first = prefixes.data?.pages[0];
  const items = prefixes.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Stack>
      <Anchor component={Link} to="/setup/rates" size="sm">
        {t('prefixes.back')}
      </Anchor>
      <PageHead
        title={t('prefixes.title', { deck })}
        {...(first === undefined
          ? {}
          : { hint: t('prefixes.hint', { day: day(first.from, 'long'), currency: first.currency }) })}
      >
        <Button disabled={first === undefined} onClick={() => setEdited('new')}>
          {t('prefixes.add')}
        </Button>
      </PageHead>
      {kept !== undefined && (
        <Alert
          color="green"
          role="status"
          withCloseButton
          closeButtonLabel={t('common.close')}
          onClose={() => setKept(undefined)}
        >
          <Group gap="sm" justify="space-between">
            <Text size="sm">{t('prefixes.kept', { revision: kept })}</Text>
            <Button size="xs" variant="default" component={Link} to="/setup/runs">
              {t('costs.toRuns')}
            </Button>
          </Group>
        </Alert>
      )}
      <TextInput
        label={t('prefixes.search')}
        type="search"
        maw={360}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          find(event.currentTarget.value);
        }}
      />
      {prefixes.isPending && <Loading />}
      {prefixes.isError && <Failed error={prefixes.error} retry={() => void prefixes.refetch()} />}
      {prefixes.isSuccess && items.length === 0 && (
        <Message title={t('setup.nothingFound')} text={t('prefixes.nothingHint')} />
      )}
      {items.length > 0 && (
        <PrefixTable items={items} hasBands={(first?.bands.length ?? 0) > 0} onChange={setEdited} />
      )}
      {prefixes.hasNextPage && (
        <Button
          variant="light"
          loading={prefixes.isFetchingNextPage}
          onClick={() => void prefixes.fetchNextPage()}
        >
          {t('setup.loadMore')}
        </Button>
      )}
      {edited !== undefined && first !== undefined && (
        <EditPrefix
          version={first}
          rates={edited === 'new' ? undefined : edited}
          begun={add}
          onClose={() => setEdited(undefined)}
          onKept={(revision) => {
            setKept(revision);
            setEdited(undefined);
          }}
        />
      )}
    </Stack>
  );
}
