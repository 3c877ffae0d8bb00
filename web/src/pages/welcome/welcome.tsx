import { Alert, Button, Card, Group, Stack, Stepper, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { type FirstRun, useFirstRun, useLoadSample } from '../../api/first-run.ts';
import { useRates } from '../../api/rates.ts';
import { Asked } from '../../parts/asked.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Refused } from '../../parts/refused.tsx';
import { useText } from '../../text/text.tsx';
import { ImportDeck } from '../setup/import-deck.tsx';
import { BringCalls } from './bring-calls.tsx';
import { CompanyForm } from './company-form.tsx';
import { skipWelcome } from './skipped.ts';

const LAST_STEP = 4;
/** The month of the sample's calls. */
const SAMPLE_DAYS = { from: '2026-11-01', to: '2026-11-30' };

/** From an empty installation to the first report in five steps, or in one with the sample PBX. */
export function Welcome() {
  const { t } = useText();
  const facts = useFirstRun();
  return (
    <Stack maw={860}>
      <PageHead title={t('setup.welcomeTitle')} hint={t('setup.welcomeHint')} />
      <Asked query={facts}>{(known) => <Steps known={known} />}</Asked>
    </Stack>
  );
}

function Steps({ known }: { readonly known: FirstRun }) {
  const { t } = useText();
  const navigate = useNavigate();
  const [step, setStep] = useState(() => firstOpen(known));
  const [isSample, setSample] = useState(false);
  const isNarrow = useMediaQuery('(max-width: 48em)') ?? false;
  const next = () => setStep((before) => Math.min(before + 1, LAST_STEP));
  const endSample = () => {
    setSample(true);
    setStep(LAST_STEP);
  };
  const leave = () => {
    skipWelcome();
    void navigate({ to: '/', search: isSample ? SAMPLE_DAYS : {} });
  };
  return (
    <Card withBorder p={{ base: 'sm', sm: 'lg' }}>
      <Stepper
        active={step}
        onStepClick={setStep}
        orientation={isNarrow ? 'vertical' : 'horizontal'}
        size="sm"
        iconSize={30}
      >
        <Stepper.Step label={t('setup.stepStart')}>
          <Start known={known} onOwn={next} onSample={endSample} />
        </Stepper.Step>
        <Stepper.Step label={t('setup.stepCompany')}>
          <CompanyForm isKnown={known.directory} onDone={next} />
        </Stepper.Step>
        <Stepper.Step label={t('setup.stepRates')}>
          <RateStep isKnown={known.rates} />
        </Stepper.Step>
        <Stepper.Step label={t('setup.stepCalls')}>
          <BringCalls isKnown={known.calls} />
        </Stepper.Step>
        <Stepper.Step label={t('setup.stepReport')}>
          <Report known={known} onReport={leave} />
        </Stepper.Step>
      </Stepper>
      <Group justify="space-between" mt="lg">
        <Button variant="subtle" onClick={leave}>
          {t('setup.skip')}
        </Button>
        <Group gap="xs">
          {step > 0 && (
            <Button variant="default" onClick={() => setStep((before) => before - 1)}>
              {t('setup.back')}
            </Button>
          )}
          {step > 0 && step < LAST_STEP && (
            <Button variant="light" onClick={next}>
              {t('setup.next')}
            </Button>
          )}
        </Group>
      </Group>
    </Card>
  );
}

/** Where an installation that was begun goes on. */
function firstOpen({ directory, rates, calls }: FirstRun): number {
  if (calls) return LAST_STEP;
  if (!directory) return 0;
  return rates ? LAST_STEP - 1 : 2;
}

interface StartProps {
  readonly known: FirstRun;
  readonly onOwn: () => void;
  readonly onSample: () => void;
}

function Start({ known, onOwn, onSample }: StartProps) {
  const { t } = useText();
  const sample = useLoadSample();
  return (
    <Stack mt="md">
      <Text>{t('setup.startHint')}</Text>
      <Group>
        <Button onClick={onOwn}>{t('setup.startOwn')}</Button>
        {known.samples.length > 0 && (
          <Button
            variant="light"
            loading={sample.isPending}
            onClick={() => sample.mutate(undefined, { onSuccess: onSample })}
          >
            {t('setup.startSample')}
          </Button>
        )}
      </Group>
      <Text size="sm" c="var(--quiet)">
        {t('setup.sampleHint')}
      </Text>
      <Refused error={sample.error} />
    </Stack>
  );
}

function RateStep({ isKnown }: { readonly isKnown: boolean }) {
  const { t } = useText();
  const rates = useRates();
  const [isOpen, setOpen] = useState(false);
  return (
    <Stack mt="md">
      <Text>{t('setup.ratesStepHint')}</Text>
      {isKnown && (
        <Alert color="green" role="status">
          {t('setup.ratesThere')}
        </Alert>
      )}
      <Group>
        <Button onClick={() => setOpen(true)}>{t('setup.importDeck')}</Button>
      </Group>
      <ImportDeck opened={isOpen} onClose={() => setOpen(false)} known={rates.data?.versions ?? []} />
    </Stack>
  );
}

function Report({ known, onReport }: { readonly known: FirstRun; readonly onReport: () => void }) {
  const { t } = useText();
  return (
    <Stack mt="md">
      <Text>{known.calls ? t('setup.reportReady') : t('setup.reportWaits')}</Text>
      <Group>
        <Button onClick={onReport}>{t('setup.seeReport')}</Button>
      </Group>
    </Stack>
  );
}
