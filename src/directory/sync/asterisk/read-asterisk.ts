import type { FoundDirectory, FoundTrunk } from '../found-directory.ts';
import { type ConfFile, readConf } from './conf-sections.ts';
import { readDdis } from './ddis.ts';
import { type Dialplan, readDialplan } from './dialplan.ts';
import { memberNames, readNumbers } from './numbers.ts';
import { type Peer, readPjsipPeers, readSipPeers } from './peers.ts';
import { readPhones } from './phones.ts';

/**
 * What plain configuration files tell: phones and trunks by sip.conf and pjsip.conf, and by extensions.conf what rings them
 * and where outside numbers lead; members of queues by queues.conf. A company is the accountcode of its phones, else
 * `company`. What is told only by what happens in a call (variables, conditions, databases) is not told.
 */
export function readAsterisk(files: readonly ConfFile[], company: string): FoundDirectory {
  const notes: string[] = [];
  const conf = (name: string) => readConf(files, name, notes);
  const plan = readDialplan(conf('extensions.conf'));
  const sections = conf('queues.conf').filter(({ name }) => name !== 'general');
  const peers = [...readPjsipPeers(conf('pjsip.conf')), ...readSipPeers(conf('sip.conf'))];
  const rung = new Set([...listRung(plan), ...sections.flatMap(memberNames)]);
  const isTrunk = (peer: Peer) =>
    peer.callerNumber === undefined &&
    (plan.carriers.has(peer.name) ||
      (!peer.isPhone && !rung.has(peer.name)) ||
      (peer.isCarrier && !peer.isPhone));
  const phones = readPhones(
    peers.filter((peer) => !isTrunk(peer)),
    plan,
    company,
  );
  const trunks = peers.filter(isTrunk);
  const numbers = readNumbers(plan, phones, trunks, sections, company);
  return {
    ...(files.some(({ name }) => name === 'sip.conf' || name === 'pjsip.conf')
      ? {
          extensions: numbers.extensions,
          devices: [...phones.values()].map(({ device }) => device),
          trunks: trunks.map(
            ({ name, technology }): FoundTrunk => ({ id: name, channels: [`${technology}/${name}`] }),
          ),
        }
      : {}),
    ...(files.some(({ name }) => name === 'extensions.conf')
      ? { groups: numbers.groups, ddis: readDdis(plan, trunks, numbers, phones, company, notes) }
      : {}),
    ...(sections.length > 0 ? { queues: numbers.queues } : {}),
    notes,
  };
}

/** Names of devices that any number rings. */
function listRung(plan: Dialplan): readonly string[] {
  return plan.contexts().flatMap((context) =>
    plan.numbers(context).flatMap((number) => {
      const target = plan.follow(context, number)?.target;
      return [...(target?.kind === 'devices' ? target.names : []), ...plan.hint(context, number)];
    }),
  );
}
