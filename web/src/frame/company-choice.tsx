import { Select } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { Session } from '../api/session.ts';
import { useText } from '../text/text.tsx';
import { usePeriodSearch } from './use-days.ts';

/** Which company's calls are shown; not there for whoever may see only one. */
export function CompanyChoice({ companies }: Pick<Session, 'companies'>) {
  const { t } = useText();
  const { company } = usePeriodSearch();
  const navigate = useNavigate();
  if (companies.length < 2) return null;
  return (
    <Select
      aria-label={t('company.label')}
      placeholder={t('company.all')}
      data={companies.map(({ id, name }) => ({ value: id, label: name }))}
      value={company ?? null}
      onChange={(chosen) =>
        void navigate({ to: '.', search: (search) => ({ ...search, company: chosen ?? undefined }) })
      }
      searchable
      clearable
      w={{ base: '50%', md: 200 }}
    />
  );
}
