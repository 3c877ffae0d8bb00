import { Button, Table, VisuallyHidden } from '@mantine/core';
import type { PrefixRates, PrefixRow } from '../../../api/prefixes.ts';
import { useText } from '../../../text/text.tsx';

interface PrefixTableProps {
  readonly items: readonly PrefixRates[];
  /** Whether the version has time bands. */
  readonly hasBands: boolean;
  readonly onChange: (rates: PrefixRates) => void;
}

/** Prefixes with what they cost, a line for each band and step. */
export function PrefixTable({ items, hasBands, onChange }: PrefixTableProps) {
  const { t } = useText();
  return (
    <Table.ScrollContainer minWidth={320}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('setup.prefix')}</Table.Th>
            <Table.Th>{t('setup.destination')}</Table.Th>
            <Table.Th visibleFrom="sm">{t('columns.numberType')}</Table.Th>
            <Table.Th>{t('prefixes.when')}</Table.Th>
            <Table.Th ta="right">{t('prefixes.perMinute')}</Table.Th>
            <Table.Th ta="right" visibleFrom="sm">
              {t('prefixes.connectCharge')}
            </Table.Th>
            <Table.Th ta="right" visibleFrom="sm">
              {t('prefixes.increments')}
            </Table.Th>
            <Table.Th>
              <VisuallyHidden>{t('setup.actions')}</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((rates) =>
            rates.rows.map((row, at) => (
              <Table.Tr key={`${rates.prefix} ${row.band} ${row.afterSeconds}`}>
                {at === 0 && <PrefixCells rates={rates} />}
                <PriceCells row={row} hasBands={hasBands} />
                {at === 0 && (
                  <Table.Td rowSpan={rates.rows.length}>
                    <Button
                      size="xs"
                      variant="default"
                      aria-label={t('prefixes.changeOf', { prefix: rates.prefix })}
                      onClick={() => onChange(rates)}
                    >
                      {t('setup.change')}
                    </Button>
                  </Table.Td>
                )}
              </Table.Tr>
            )),
          )}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function PrefixCells({ rates: { prefix, destination, numberType, rows } }: { readonly rates: PrefixRates }) {
  return (
    <>
      <Table.Th scope="rowgroup" rowSpan={rows.length}>
        {prefix}
      </Table.Th>
      <Table.Td rowSpan={rows.length}>{destination || '–'}</Table.Td>
      <Table.Td rowSpan={rows.length} visibleFrom="sm">
        {numberType || '–'}
      </Table.Td>
    </>
  );
}

function PriceCells({ row, hasBands }: { readonly row: PrefixRow; readonly hasBands: boolean }) {
  const { t } = useText();
  const {
    band = '',
    afterSeconds = '0',
    perMinute,
    connectCharge = '',
    firstIncrement = '',
    nextIncrement,
  } = row;
  const step = afterSeconds === '0' ? '' : t('prefixes.from', { seconds: afterSeconds });
  return (
    <>
      <Table.Td>
        {[band || t(hasBands ? 'prefixes.otherTimes' : 'prefixes.always'), step]
          .filter((word) => word !== '')
          .join(', ')}
      </Table.Td>
      <Table.Td ta="right">{perMinute}</Table.Td>
      <Table.Td ta="right" visibleFrom="sm">
        {connectCharge === '0' ? '–' : connectCharge}
      </Table.Td>
      <Table.Td ta="right" visibleFrom="sm">
        {firstIncrement === '' ? nextIncrement : `${firstIncrement}/${nextIncrement}`}
      </Table.Td>
    </>
  );
}
