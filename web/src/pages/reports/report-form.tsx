import {
  Button,
  Card,
  Checkbox,
  Group,
  MultiSelect,
  NumberInput,
  SegmentedControl,
  Select,
  Stack,
  TagsInput,
} from '@mantine/core';
import { useState } from 'react';
import type { Session } from '../../api/session.ts';
import { useText } from '../../text/text.tsx';
import { type AskedForm, needsCompany, REPORTS } from './report-search.ts';

interface FormProps {
  readonly asked: AskedForm;
  readonly companies: Session['companies'];
  readonly ask: (form: AskedForm) => void;
}

const FIRST_YEAR = 1970;
const LAST_YEAR = 2105;

/** Which report, of whom, of when: the scopes of the contract. What is typed stays until another question is asked. */
export function ReportForm({ asked, companies, ask }: FormProps) {
  const { t, locale } = useText();
  const [form, setForm] = useState(asked);
  const change = (changed: Partial<AskedForm>) => setForm((before) => ({ ...before, ...changed }));
  const { report } = form;
  const months = Array.from({ length: 12 }, (_, at) => ({
    value: String(at + 1),
    label: new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, at, 1)),
  }));
  return (
    <Card withBorder className="no-print" component="section" aria-label={t('reports.question')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          ask(form);
        }}
      >
        <Stack gap="sm">
          <SegmentedControl
            fullWidth
            value={report}
            onChange={(chosen) => {
              const next = { ...form, report: REPORTS.find((one) => one === chosen) ?? report };
              setForm(next);
              ask(next);
            }}
            data={REPORTS.map((one) => ({ value: one, label: t(`reports.${one}`) }))}
            aria-label={t('reports.report')}
            visibleFrom="sm"
          />
          <Select
            label={t('reports.report')}
            value={report}
            data={REPORTS.map((one) => ({ value: one, label: t(`reports.${one}`) }))}
            allowDeselect={false}
            onChange={(chosen) => change({ report: REPORTS.find((one) => one === chosen) ?? report })}
            hiddenFrom="sm"
          />
          <Group align="end" gap="sm">
            <Select
              label={t('reports.month')}
              data={months}
              value={String(form.month)}
              onChange={(month) => change({ month: Number(month) })}
              allowDeselect={false}
              w={130}
            />
            <NumberInput
              label={t('reports.year')}
              value={form.year}
              onChange={(year) => change({ year: Number(year) })}
              {...{ min: FIRST_YEAR, max: LAST_YEAR, allowDecimal: false, thousandSeparator: false, w: 90 }}
            />
            {report !== 'outsummary' && (
              <>
                <NumberInput
                  label={t('reports.day')}
                  placeholder={t('reports.wholeMonth')}
                  value={form.day ?? ''}
                  onChange={(day) => change({ day: day === '' ? undefined : Number(day) })}
                  {...{ min: 1, max: 31, allowDecimal: false, w: 130 }}
                />
                <NumberInput
                  label={t('reports.days')}
                  value={form.day === undefined ? '' : (form.days ?? 1)}
                  onChange={(days) => change({ days: days === '' ? undefined : Number(days) })}
                  disabled={form.day === undefined}
                  {...{ min: 1, max: 366, allowDecimal: false, w: 90 }}
                />
              </>
            )}
            <Who {...{ form, companies, change }} />
          </Group>
          <Group justify="space-between" gap="sm">
            <Group gap="lg">
              {report === 'outsummary' && (
                <Checkbox
                  label={t('reports.detail')}
                  checked={form.detail ?? false}
                  onChange={(event) => change({ detail: event.currentTarget.checked || undefined })}
                />
              )}
              {report !== 'incalls' && (
                <Checkbox
                  label={t('reports.merge')}
                  checked={form.merge ?? false}
                  onChange={(event) => change({ merge: event.currentTarget.checked || undefined })}
                />
              )}
            </Group>
            <Button type="submit">{t('reports.show')}</Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}

/** Whose calls, as far as the report takes that. */
function Who({
  form,
  companies,
  change,
}: {
  readonly form: AskedForm;
  readonly companies: Session['companies'];
  readonly change: (changed: Partial<AskedForm>) => void;
}) {
  const { t } = useText();
  const { report } = form;
  return (
    <>
      {report !== 'allcalls' && companies.length > 1 && (
        <MultiSelect
          label={t('company.label')}
          placeholder={
            form.companies?.length
              ? undefined
              : t(needsCompany(report) ? 'reports.firstCompany' : 'company.all')
          }
          data={companies.map(({ id, name }) => ({ value: id, label: name }))}
          value={[...(form.companies ?? [])]}
          onChange={(chosen) => change({ companies: chosen.length === 0 ? undefined : chosen })}
          {...{ searchable: true, clearable: true, miw: 200, flex: 1 }}
        />
      )}
      {report === 'incalls' && (
        <TagsInput
          label={t('reports.extensions')}
          placeholder={t('reports.all')}
          value={[...(form.extensions ?? [])]}
          onChange={(chosen) => change({ extensions: chosen.length === 0 ? undefined : chosen })}
          {...{ clearable: true, splitChars: [',', ' ', ';'], miw: 180, flex: 1 }}
        />
      )}
      {report === 'outcalls' && (
        <TagsInput
          label={t('reports.deviceids')}
          placeholder={t('reports.all')}
          value={[...(form.deviceids ?? [])]}
          onChange={(chosen) => change({ deviceids: chosen.length === 0 ? undefined : chosen })}
          {...{ clearable: true, splitChars: [',', ' ', ';'], miw: 180, flex: 1 }}
        />
      )}
    </>
  );
}
