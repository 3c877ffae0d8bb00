import { MultiSelect, NativeSelect, SimpleGrid, TagsInput, TextInput } from '@mantine/core';
import type { DeckVersion } from '../../../api/rates.ts';
import { faultAt } from '../../../parts/refused.tsx';
import { useText } from '../../../text/text.tsx';
import { RuleRows } from './rule-rows.tsx';
import { NEW_ADJUSTMENT, NEW_ALLOWANCE, NEW_RENTAL, type TariffDraft } from './tariff-draft.ts';

const MODES = ['half-up', 'half-even', 'up', 'down'] as const;
const ROUNDED = ['call', 'period'] as const;
const PERIODS = ['month', 'day'] as const;
const PAYERS = ['company', 'device'] as const;

interface TariffFieldsProps {
  readonly draft: TariffDraft;
  readonly onChange: (part: Partial<TariffDraft>) => void;
  readonly isNew: boolean;
  readonly versions: readonly DeckVersion[];
  readonly error: unknown;
  /** What the server calls the tariff: `tariffs[0]`. */
  readonly place: string;
}

/** What a tariff says of every call: its price lists, marks, limits and rounding. */
export function TariffFields({ draft, onChange, isNew, versions, error, place }: TariffFieldsProps) {
  const { t } = useText();
  const decksOf = (isInbound: boolean) => [
    ...new Set(
      versions.filter(({ direction }) => (direction !== 'outbound') === isInbound).map(({ deck }) => deck),
    ),
  ];
  const text = (
    field: 'name' | 'currency' | 'minimumPerCall' | 'capPerCall' | 'taxPercent' | 'decimals',
  ) => ({
    label: t(`tariffs.${field}`),
    autoComplete: 'off',
    value: draft[field],
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      onChange({ [field]: event.currentTarget.value }),
    error: faultAt(error, `${place}.${field === 'decimals' ? 'rounding' : field}`),
  });
  const choice = (field: 'mode' | 'per', choices: typeof MODES | typeof ROUNDED) => ({
    label: t(field === 'mode' ? 'tariffs.mode' : 'tariffs.roundedPer'),
    data: [
      { value: '', label: t('tariffs.usual') },
      ...choices.map((value) => ({ value, label: t(`tariffs.${value}`) })),
    ],
    value: draft[field],
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      onChange({ [field]: event.currentTarget.value }),
  });
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput {...text('name')} required readOnly={!isNew} />
        <TextInput {...text('currency')} required description={t('setup.currencyHint')} />
        <MultiSelect
          label={t('tariffs.decks')}
          description={t('tariffs.decksHint')}
          data={decksOf(false)}
          value={[...draft.decks]}
          onChange={(decks) => onChange({ decks })}
          error={faultAt(error, `${place}.decks`)}
        />
        <MultiSelect
          label={t('tariffs.inboundDecks')}
          description={t('tariffs.inboundDecksHint')}
          data={decksOf(true)}
          value={[...draft.inboundDecks]}
          onChange={(inboundDecks) => onChange({ inboundDecks })}
          error={faultAt(error, `${place}.inboundDecks`)}
        />
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, xs: 3 }}>
        <TextInput {...text('minimumPerCall')} inputMode="decimal" />
        <TextInput {...text('capPerCall')} inputMode="decimal" />
        <TextInput {...text('taxPercent')} inputMode="decimal" />
        <NativeSelect {...choice('mode', MODES)} />
        <TextInput {...text('decimals')} inputMode="numeric" />
        <NativeSelect {...choice('per', ROUNDED)} />
      </SimpleGrid>
    </>
  );
}

/** What a tariff says of some calls, and what is paid without any. */
export function TariffRules({
  draft,
  onChange,
  error,
  place,
}: Pick<TariffFieldsProps, 'draft' | 'onChange' | 'error' | 'place'>) {
  const { t } = useText();
  const matchFields = (
    row: { readonly numberTypes: readonly string[]; readonly destinations: readonly string[] },
    change: (part: { readonly numberTypes?: string[]; readonly destinations?: string[] }) => void,
  ) => (
    <>
      <TagsInput
        label={t('tariffs.numberTypes')}
        value={[...row.numberTypes]}
        onChange={(numberTypes) => change({ numberTypes })}
      />
      <TagsInput
        label={t('tariffs.destinations')}
        value={[...row.destinations]}
        onChange={(destinations) => change({ destinations })}
      />
    </>
  );
  return (
    <>
      <RuleRows
        legend={t('tariffs.adjustments')}
        hint={t('tariffs.adjustmentsHint')}
        rows={draft.adjustments}
        fresh={NEW_ADJUSTMENT}
        onChange={(adjustments) => onChange({ adjustments })}
      >
        {(row, change, at) => (
          <>
            <TextInput
              label={t('tariffs.percent')}
              required
              value={row.percent}
              onChange={(event) => change({ percent: event.currentTarget.value })}
              error={faultAt(error, `${place}.adjustments[${at}]`)}
            />
            {matchFields(row, change)}
          </>
        )}
      </RuleRows>
      <RuleRows
        legend={t('tariffs.allowances')}
        hint={t('tariffs.allowancesHint')}
        rows={draft.allowances}
        fresh={NEW_ALLOWANCE}
        onChange={(allowances) => onChange({ allowances })}
      >
        {(row, change, at) => (
          <>
            <TextInput
              label={t('tariffs.name')}
              required
              value={row.name}
              onChange={(event) => change({ name: event.currentTarget.value })}
              error={faultAt(error, `${place}.allowances[${at}]`)}
            />
            <TextInput
              label={t('tariffs.minutes')}
              inputMode="numeric"
              value={row.minutes}
              onChange={(event) => change({ minutes: event.currentTarget.value })}
            />
            <TextInput
              label={t('tariffs.calls')}
              inputMode="numeric"
              value={row.calls}
              onChange={(event) => change({ calls: event.currentTarget.value })}
            />
            <NativeSelect
              label={t('tariffs.each')}
              data={PERIODS.map((value) => ({
                value,
                label: t(`tariffs.${value}`),
              }))}
              value={row.per}
              onChange={(event) => change({ per: event.currentTarget.value })}
            />
            {matchFields(row, change)}
          </>
        )}
      </RuleRows>
      <RuleRows
        legend={t('tariffs.rentals')}
        hint={t('tariffs.rentalsHint')}
        rows={draft.rentals}
        fresh={NEW_RENTAL}
        onChange={(rentals) => onChange({ rentals })}
      >
        {(row, change, at) => (
          <>
            <TextInput
              label={t('tariffs.name')}
              required
              value={row.name}
              onChange={(event) => change({ name: event.currentTarget.value })}
              error={faultAt(error, `${place}.rentals[${at}]`)}
            />
            <TextInput
              label={t('tariffs.monthly')}
              required
              inputMode="decimal"
              value={row.monthly}
              onChange={(event) => change({ monthly: event.currentTarget.value })}
            />
            <NativeSelect
              label={t('tariffs.paidBy')}
              data={PAYERS.map((value) => ({ value, label: t(`tariffs.${value}`) }))}
              value={row.per}
              onChange={(event) => change({ per: event.currentTarget.value })}
            />
          </>
        )}
      </RuleRows>
    </>
  );
}
