import { Alert, Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { Refusal } from '../../../api/client.ts';
import { type SeenTariffs, useNewestTariffs } from '../../../api/tariffs.ts';
import type { TariffsFile } from '../../../api/tariffs-file.ts';
import { Refused } from '../../../parts/refused.tsx';
import { useText } from '../../../text/text.tsx';

/**
 * What a form about tariffs holds, and the tariffs on which it stands. Where somebody else has changed these since, it can
 * be put on the newest ones: what is typed stays, and theirs can be taken in its place.
 */
export function useTariffForm<Draft>(seen: SeenTariffs, draftOf: (file: TariffsFile) => Draft) {
  const [base, setBase] = useState(seen);
  const [draft, setDraft] = useState(() => draftOf(seen.file));
  const [theirs, setTheirs] = useState<Draft>();
  const newest = useNewestTariffs();
  return {
    base,
    draft,
    setDraft,
    /** Whether it stands on other tariffs than those it was opened with. */
    isMoved: base !== seen,
    /** What others made of the same meanwhile; undefined where they left it alone. */
    theirs,
    newest,
    move: (onMoved: () => void) =>
      newest.mutate(undefined, {
        onSuccess: (found) => {
          const now = draftOf(found.file);
          const isOther = JSON.stringify(now) !== JSON.stringify(draftOf(base.file));
          if (isOther) setTheirs(() => now);
          setBase(found);
          onMoved();
        },
      }),
    takeTheirs: () => {
      if (theirs !== undefined) setDraft(() => theirs);
      setTheirs(undefined);
    },
  };
}

interface ChangedProps {
  readonly form: Pick<
    ReturnType<typeof useTariffForm<unknown>>,
    'base' | 'isMoved' | 'theirs' | 'newest' | 'move' | 'takeTheirs'
  >;
  /** Why the form was refused. */
  readonly error: unknown;
  /** The steps begin anew. */
  readonly onChange: () => void;
}

/** What is offered to whoever was refused as somebody else was quicker, and what came of it. */
export function ChangedMeanwhile({ form, error, onChange }: ChangedProps) {
  const { t } = useText();
  const { base, isMoved, theirs, newest, move, takeTheirs } = form;
  if (error instanceof Refusal && error.code === 'conflict') {
    return (
      <Group>
        <Button variant="default" loading={newest.isPending} onClick={() => move(onChange)}>
          {t('tariffs.newest')}
        </Button>
        <Refused error={newest.error} />
      </Group>
    );
  }
  if (!isMoved) return null;
  return (
    <Alert color="yellow" role="status">
      <Text size="sm">{t('tariffs.moved', { revision: base.revision })}</Text>
      {theirs !== undefined && (
        <Group mt="xs" justify="space-between">
          <Text size="sm">{t('tariffs.theirs')}</Text>
          <Button
            size="xs"
            variant="default"
            onClick={() => {
              takeTheirs();
              onChange();
            }}
          >
            {t('tariffs.takeTheirs')}
          </Button>
        </Group>
      )}
    </Alert>
  );
}
