import { Button, Checkbox, Group, MultiSelect, Progress, Stack, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type FormEvent, useState } from 'react';
import type { Progress as JobProgress } from '../../api/job.ts';
import { useBeginRun } from '../../api/runs.ts';
import { useSession } from '../../api/session.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { faultAt, Refused } from '../../parts/refused.tsx';
import { useText } from '../../text/text.tsx';

const FIELDS = ['period', 'companies', 'reason'];

/** Prices the calls of a month again; by its default the run waits for a yes. */
export function BeginRun() {
  const { t, whole } = useText();
  const { companies } = useSession();
  const [isOpen, { open, close }] = useDisclosure();
  const [month, setMonth] = useState('');
  const [ids, setIds] = useState<string[]>([]);
  const [reason, setReason] = useState('');
  const [isReview, setReview] = useState(true);
  const [progress, setProgress] = useState<JobProgress>();
  const begin = useBeginRun(setProgress);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setProgress(undefined);
    const scope = ids.length === 0 ? {} : { companies: ids };
    const wish = { period: month, ...scope, reason, review: isReview };
    begin.mutate(wish, {
      onSuccess: () => {
        setReason('');
        close();
      },
    });
  };
  return (
    <>
      <Button onClick={open}>{t('setup.beginRun')}</Button>
      <Dialog opened={isOpen} onClose={close} title={t('setup.beginRun')}>
        <form onSubmit={submit}>
          <Stack>
            <TextInput
              type="month"
              label={t('setup.month')}
              placeholder="2026-11"
              required
              value={month}
              onChange={(event) => setMonth(event.currentTarget.value)}
              error={faultAt(begin.error, 'period')}
            />
            <MultiSelect
              label={t('setup.companies')}
              placeholder={ids.length === 0 ? t('company.all') : ''}
              data={companies.map(({ id, name }) => ({ value: id, label: name }))}
              searchable
              clearable
              value={ids}
              onChange={setIds}
              error={faultAt(begin.error, 'companies')}
            />
            <TextInput
              label={t('setup.reason')}
              description={t('setup.reasonHint')}
              required
              maxLength={200}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              error={faultAt(begin.error, 'reason')}
            />
            <Checkbox
              label={t('setup.reviewFirst')}
              checked={isReview}
              onChange={(event) => setReview(event.currentTarget.checked)}
            />
            {begin.isPending && progress !== undefined && (
              <Progress
                value={progress.total === 0 ? 100 : (progress.done * 100) / progress.total}
                aria-label={t('setup.runProgress', {
                  done: whole(progress.done),
                  total: whole(progress.total),
                })}
              />
            )}
            <Refused error={begin.error} fields={FIELDS} />
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                {t('common.cancel')}
              </Button>
              <Button type="submit" loading={begin.isPending}>
                {t('setup.beginRun')}
              </Button>
            </Group>
          </Stack>
        </form>
      </Dialog>
    </>
  );
}
