import { Stack } from '@mantine/core';
import type { FormEvent } from 'react';
import type { DeckVersion } from '../../../api/rates.ts';
import { useSession } from '../../../api/session.ts';
import type { SeenTariffs } from '../../../api/tariffs.ts';
import { Confirm } from '../../../parts/confirm.tsx';
import { Dialog } from '../../../parts/dialog.tsx';
import { useText } from '../../../text/text.tsx';
import { AssignmentRows } from './assignment-rows.tsx';
import { ChangedMeanwhile, useTariffForm } from './changed-meanwhile.tsx';
import { changeTariff, companiesOfOthers, placeOf, type TariffDraft, toTariffDraft } from './tariff-draft.ts';
import { TariffFields, TariffRules } from './tariff-fields.tsx';
import { TariffFoot, useTariffSteps } from './tariff-steps.tsx';

interface EditTariffProps {
  readonly seen: SeenTariffs;
  readonly versions: readonly DeckVersion[];
  /** Of the tariff that is changed; undefined for a new one. */
  readonly name: string | undefined;
  readonly onClose: () => void;
  /** Told with the revision that a change made. */
  readonly onKept: (revision: number) => void;
}

/** What a tariff says and who pays by it, changed in two steps: what it would change is seen first. */
export function EditTariff({ seen, versions, name, onClose, onKept }: EditTariffProps) {
  const { t } = useText();
  const { companies } = useSession();
  const form = useTariffForm(seen, (file) =>
    toTariffDraft(file, name, versions[0]?.currency ?? file.tariffs[0]?.currency ?? ''),
  );
  const { draft } = form;
  const { file, revision } = form.base;
  const steps = useTariffSteps(revision);
  const change = (part: Partial<TariffDraft>) => {
    form.setDraft((before) => ({ ...before, ...part }));
    steps.reset();
  };
  const text = (kept: TariffDraft | undefined) => JSON.stringify(changeTariff(file, name, kept));
  const send = (kept: TariffDraft | undefined) => steps.send(text(kept), (made) => onKept(made.revision));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    steps.look(text(draft));
  };
  const place = `tariffs[${placeOf(file, name)}]`;
  const others = companiesOfOthers(file, name).length;
  return (
    <Dialog
      opened
      onClose={onClose}
      title={name === undefined ? t('tariffs.add') : t('tariffs.changeOf', { name })}
      size="xl"
    >
      <form onSubmit={submit}>
        <Stack>
          <TariffFields
            {...{ draft, versions, place, error: steps.error, onChange: change }}
            isNew={name === undefined}
          />
          <TariffRules {...{ draft, place, error: steps.error, onChange: change }} />
          <AssignmentRows
            legend={t('setup.payers')}
            hint={t('tariffs.payersHint')}
            rows={draft.payers}
            onChange={(payers) => change({ payers })}
            who={{ label: t('company.label'), known: companies.map(({ id }) => id) }}
            fresh={{ who: '', what: draft.name, from: '', to: '' }}
            error={steps.error}
            placeOf={(at) => `companies[${others + at}]`}
          />
          <TariffFoot
            steps={steps}
            fields={FIELDS.map((field) => `${place}.${field}`).concat(
              draft.payers.map((_, at) => `companies[${others + at}]`),
            )}
            keepLabel={t('prefixes.keep')}
            onKeep={() => send(draft)}
            meanwhile={<ChangedMeanwhile form={form} error={steps.error} onChange={steps.reset} />}
          >
            {name === undefined ? undefined : (
              <Confirm
                label={t('tariffs.remove')}
                title={t('tariffs.removeOf', { name })}
                question={t('tariffs.removeHint')}
                onConfirm={() => send(undefined)}
              />
            )}
          </TariffFoot>
        </Stack>
      </form>
    </Dialog>
  );
}

const FIELDS = [
  ...['name', 'currency', 'decks', 'inboundDecks', 'adjustments', 'allowances', 'rentals', 'rounding'],
  ...['minimumPerCall', 'capPerCall', 'taxPercent'],
];
