import { Alert, Button, Group, List } from '@mantine/core';
import type { ReactNode } from 'react';
import { useImportTariffs } from '../../../api/tariffs.ts';
import type { TariffsImport } from '../../../api/tariffs-file.ts';
import { Refused } from '../../../parts/refused.tsx';
import { useText } from '../../../text/text.tsx';

type TariffSteps = ReturnType<typeof useTariffSteps>;

/** The two steps in which tariffs are changed: what it would change is seen first. Whatever is typed begins them anew. */
export function useTariffSteps(revision: number | undefined) {
  const preview = useImportTariffs();
  const keep = useImportTariffs();
  const seen = revision === undefined ? {} : { revision };
  return {
    preview,
    keep,
    error: keep.error ?? preview.error,
    reset: () => {
      preview.reset();
      keep.reset();
    },
    look: (text: string) => {
      keep.reset();
      preview.mutate({ text, dryRun: true, ...seen });
    },
    send: (text: string, onKept?: (kept: TariffsImport) => void) =>
      keep.mutate({ text, dryRun: false, ...seen }, { onSuccess: (kept) => onKept?.(kept) }),
  };
}

interface FootProps {
  readonly steps: TariffSteps;
  /** Fields that show their own faults. */
  readonly fields?: readonly string[];
  readonly keepLabel: string;
  readonly onKeep: () => void;
  readonly canLook?: boolean;
  /** What is offered where others have changed the tariffs meanwhile. */
  readonly meanwhile?: ReactNode;
  /** What stands at the other end. */
  readonly children?: ReactNode;
}

/** The end of a form about tariffs: what would change, why not, and the two buttons. */
export function TariffFoot(props: FootProps) {
  const { steps, fields = [], keepLabel, onKeep, canLook = true, meanwhile, children } = props;
  const { t } = useText();
  const { preview, keep, error } = steps;
  return (
    <>
      <Refused error={error} fields={fields} />
      {meanwhile}
      {preview.data !== undefined && keep.data === undefined && <Changes changes={preview.data} />}
      {keep.data !== undefined && (
        <Alert color="green" role="status">
          {t('setup.deckImported', { revision: keep.data.revision })}
        </Alert>
      )}
      <Group justify="space-between">
        {children ?? <span />}
        <Group>
          <Button type="submit" variant="light" loading={preview.isPending} disabled={!canLook}>
            {t('setup.preview')}
          </Button>
          <Button
            disabled={preview.data === undefined || keep.isSuccess}
            loading={keep.isPending}
            onClick={onKeep}
          >
            {keepLabel}
          </Button>
        </Group>
      </Group>
    </>
  );
}

function Changes({ changes }: { readonly changes: TariffsImport }) {
  const { t } = useText();
  const lines = [
    ...changes.added.map((name) => `${t('setup.ratesNew')}: ${name}`),
    ...changes.changed.map((name) => `${t('setup.isChanged')}: ${name}`),
    ...changes.removed.map((name) => `${t('setup.ratesGone')}: ${name}`),
    ...changes.begun,
    ...changes.ended.map((sentence) => `${t('setup.ratesGone')}: ${sentence}`),
    ...changes.warnings,
  ];
  return (
    <Alert color="cyan" title={t('setup.preview')} role="status">
      {lines.length === 0 ? (
        t('setup.noChange')
      ) : (
        <List size="sm">
          {lines.map((line) => (
            <List.Item key={line}>{line}</List.Item>
          ))}
        </List>
      )}
    </Alert>
  );
}
