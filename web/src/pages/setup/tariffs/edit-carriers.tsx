import { Stack } from '@mantine/core';
import type { FormEvent } from 'react';
import { useDirectory } from '../../../api/directory.ts';
import type { DeckVersion } from '../../../api/rates.ts';
import type { SeenTariffs } from '../../../api/tariffs.ts';
import type { TariffsFile } from '../../../api/tariffs-file.ts';
import { Dialog } from '../../../parts/dialog.tsx';
import { useText } from '../../../text/text.tsx';
import { AssignmentRows } from './assignment-rows.tsx';
import { ChangedMeanwhile, useTariffForm } from './changed-meanwhile.tsx';
import { type AssignmentDraft, changeCarriers } from './tariff-draft.ts';
import { TariffFoot, useTariffSteps } from './tariff-steps.tsx';

interface EditCarriersProps {
  readonly seen: SeenTariffs;
  readonly versions: readonly DeckVersion[];
  readonly onClose: () => void;
  readonly onKept: (revision: number) => void;
}

/** By which price list the carrier behind a trunk bills. */
export function EditCarriers({ seen, versions, onClose, onKept }: EditCarriersProps) {
  const { t } = useText();
  const trunks = useDirectory({ kind: 'trunks' });
  const form = useTariffForm(seen, toCarrierRows);
  const rows = form.draft;
  const steps = useTariffSteps(form.base.revision);
  const text = () => JSON.stringify(changeCarriers(form.base.file, rows));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    steps.look(text());
  };
  const change = (next: readonly AssignmentDraft[]) => {
    form.setDraft(next);
    steps.reset();
  };
  return (
    <Dialog opened onClose={onClose} title={t('tariffs.carriers')} size="xl">
      <form onSubmit={submit}>
        <Stack>
          <AssignmentRows
            legend={t('tariffs.carriers')}
            hint={t('tariffs.carriersHint')}
            rows={rows}
            onChange={change}
            who={{
              label: t('columns.trunk'),
              known: trunks.data?.pages.flatMap((page) => page.items.map(({ id }) => id)) ?? [],
            }}
            what={{ label: t('setup.deck'), known: [...new Set(versions.map(({ deck }) => deck))] }}
            fresh={{ who: '', what: '', from: '', to: '' }}
            error={steps.error}
            placeOf={(at) => `trunks[${at}]`}
          />
          <TariffFoot
            steps={steps}
            fields={rows.map((_, at) => `trunks[${at}]`)}
            keepLabel={t('prefixes.keep')}
            onKeep={() => steps.send(text(), (made) => onKept(made.revision))}
            meanwhile={<ChangedMeanwhile form={form} error={steps.error} onChange={steps.reset} />}
          />
        </Stack>
      </form>
    </Dialog>
  );
}

function toCarrierRows({ trunks }: TariffsFile): readonly AssignmentDraft[] {
  return trunks.map(({ trunk, deck, from, to }) => ({
    ...{ who: trunk, what: deck, from: from ?? '', to: to ?? '' },
  }));
}
