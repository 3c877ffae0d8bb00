import { FileInput, NativeSelect, SimpleGrid, TextInput } from '@mantine/core';
import { faultAt } from '../../parts/refused.tsx';
import { useText } from '../../text/text.tsx';

/** What a version of a price list may say beside its prices. */
export interface Terms {
  readonly to: string;
  readonly direction: string;
  readonly crossing: string;
  readonly zone: string;
  readonly bands: File | null;
  readonly holidays: File | null;
}

export const NOTHING_MORE: Terms = {
  ...{ to: '', direction: '', crossing: '', zone: '' },
  ...{ bands: null, holidays: null },
};

export const TERM_FIELDS = ['to', 'direction', 'crossing', 'zone'] as const;

interface DeckTermsProps {
  readonly terms: Terms;
  readonly error: unknown;
  readonly onChange: (terms: Terms) => void;
}

/** Fields that a version seldom needs: empty, they are as in the version before. */
export function DeckTerms({ terms, error, onChange }: DeckTermsProps) {
  const { t } = useText();
  const asBefore = { value: '', label: t('setup.asBefore') };
  return (
    <details>
      <summary>{t('setup.deckTerms')}</summary>
      <SimpleGrid cols={{ base: 1, sm: 2 }} mt="sm">
        <FileInput
          label={t('setup.bandsFile')}
          description={t('setup.bandsFileHint')}
          placeholder={t('setup.chooseFile')}
          accept=".csv,text/csv"
          clearable
          clearButtonProps={{ 'aria-label': t('common.remove') }}
          value={terms.bands}
          onChange={(bands) => onChange({ ...terms, bands })}
        />
        <FileInput
          label={t('setup.holidaysFile')}
          description={t('setup.holidaysFileHint')}
          placeholder={t('setup.chooseFile')}
          accept=".csv,text/csv"
          clearable
          clearButtonProps={{ 'aria-label': t('common.remove') }}
          value={terms.holidays}
          onChange={(holidays) => onChange({ ...terms, holidays })}
        />
        <NativeSelect
          label={t('setup.crossing')}
          data={[
            asBefore,
            { value: 'by-start', label: t('setup.byStart') },
            { value: 'by-part', label: t('setup.byPart') },
          ]}
          value={terms.crossing}
          onChange={(event) => onChange({ ...terms, crossing: event.currentTarget.value })}
          error={faultAt(error, 'crossing')}
        />
        <NativeSelect
          label={t('setup.direction')}
          data={[
            asBefore,
            { value: 'outbound', label: t('setup.outbound') },
            { value: 'inbound-ddi', label: t('setup.inboundDdi') },
            { value: 'inbound-caller', label: t('setup.inboundCaller') },
          ]}
          value={terms.direction}
          onChange={(event) => onChange({ ...terms, direction: event.currentTarget.value })}
          error={faultAt(error, 'direction')}
        />
        <TextInput
          type="date"
          label={t('setup.deckEnd')}
          description={t('setup.deckEndHint')}
          value={terms.to}
          onChange={(event) => onChange({ ...terms, to: event.currentTarget.value })}
          error={faultAt(error, 'to')}
        />
        <TextInput
          label={t('setup.deckZone')}
          description={t('setup.deckZoneHint')}
          autoComplete="off"
          value={terms.zone}
          onChange={(event) => onChange({ ...terms, zone: event.currentTarget.value })}
          error={faultAt(error, 'zone')}
        />
      </SimpleGrid>
    </details>
  );
}
