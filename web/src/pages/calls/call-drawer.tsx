import { Badge, Drawer, List, Stack, Text, Timeline, Title } from '@mantine/core';
import {
  IconArrowsExchange,
  IconBell,
  IconClock,
  IconDoorExit,
  IconMicrophone,
  IconParking,
  IconPhoneCall,
  IconPhoneEnd,
  IconPhoneOutgoing,
  IconRobot,
  IconUsersGroup,
} from '@tabler/icons-react';
import { type Explanation, type Journey, useExplanation, useJourney } from '../../api/calls.ts';
import { Asked } from '../../parts/asked.tsx';
import { useText } from '../../text/text.tsx';

interface CallDrawerProps {
  readonly acctid: number | undefined;
  readonly onClose: () => void;
}

/** One call: what happened in it, and why it cost what it did. */
export function CallDrawer({ acctid, onClose }: CallDrawerProps) {
  const { t } = useText();
  return (
    <Drawer
      opened={acctid !== undefined}
      onClose={onClose}
      position="right"
      size="lg"
      title={t('calls.one', { acctid })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {acctid !== undefined && (
        <Stack>
          <Title order={2} size="h5">
            {t('calls.journey')}
          </Title>
          <HowItWent acctid={acctid} />
          <Title order={2} size="h5">
            {t('calls.price')}
          </Title>
          <WhatItCost acctid={acctid} />
        </Stack>
      )}
    </Drawer>
  );
}

const ICONS: Readonly<Record<Journey['steps'][number]['kind'], typeof IconBell>> = {
  dialled: IconPhoneOutgoing,
  queued: IconClock,
  forwarded: IconArrowsExchange,
  rang: IconBell,
  'picked-up': IconPhoneCall,
  answered: IconPhoneCall,
  transferred: IconArrowsExchange,
  parked: IconParking,
  retrieved: IconPhoneCall,
  voicemail: IconMicrophone,
  conference: IconUsersGroup,
  served: IconRobot,
  'left-queue': IconDoorExit,
  ended: IconPhoneEnd,
};

function HowItWent({ acctid }: { readonly acctid: number }) {
  const { locale } = useText();
  const journey = useJourney(acctid);
  return (
    <Asked query={journey}>
      {({ steps, zone }) => {
        const clock = new Intl.DateTimeFormat(locale, { timeZone: zone, timeStyle: 'medium' });
        return (
          <Timeline bulletSize={26} lineWidth={2} active={steps.length}>
            {steps.map((step) => {
              const Icon = ICONS[step.kind];
              return (
                <Timeline.Item
                  key={`${step.at} ${step.kind} ${step.sentence}`}
                  bullet={<Icon size={14} aria-hidden />}
                  title={<Text fw={500}>{step.sentence}</Text>}
                >
                  <Text size="xs" c="var(--quiet)">
                    {clock.format(step.at * 1000)}
                  </Text>
                </Timeline.Item>
              );
            })}
          </Timeline>
        );
      }}
    </Asked>
  );
}

function WhatItCost({ acctid }: { readonly acctid: number }) {
  const explanation = useExplanation(acctid);
  return (
    <Asked query={explanation}>
      {({ message, legs, inbound }) =>
        message === '' ? (
          [...legs, ...inbound].map((leg) => <Told key={leg.sentence + leg.lines[0]} leg={leg} />)
        ) : (
          <Text>{message}</Text>
        )
      }
    </Asked>
  );
}

function Told({ leg }: { readonly leg: Explanation['legs'][number] }) {
  const { t, money } = useText();
  return (
    <Stack gap="xs">
      <Badge size="lg" variant="light" tt="none" color={leg.cost === null ? 'red' : 'cyan'}>
        {leg.cost === null ? t('common.unknown') : money(leg.cost, leg.currency)}
      </Badge>
      <List size="sm" spacing={6} type="ordered">
        {leg.lines.map((line) => (
          <List.Item key={line}>{line}</List.Item>
        ))}
      </List>
    </Stack>
  );
}
