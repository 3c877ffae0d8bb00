import { describe, expect, it } from 'vitest';
import { indexDirectory } from '../../src/core/index-directory.ts';
import type { FusionpbxTables } from '../../src/core/pbx-tables.ts';
import { checkDirectory } from '../../src/directory/check-directory.ts';
import { readFusionpbx } from '../../src/directory/sync/fusionpbx.ts';
import { planSync } from '../../src/directory/sync/plan-sync.ts';
import { toFreeswitchCdr } from '../../src/ingest/sources/freeswitch-cdr.ts';
import { FUSIONPBX_COLUMNS, toFusionpbxCdr } from '../../src/ingest/sources/fusionpbx-row.ts';
import { legLines } from '../support/read-file-fixture.ts';

const START = 1_795_521_600;
/** Two tenants of FusionPBX, each with a phone 204 and a phone 205. */
const TABLES: FusionpbxTables = {
  v_domains: ['acme', 'beta'].map((name) => ({ domain_uuid: name, domain_name: `${name}.example` })),
  v_extensions: ['acme', 'beta'].flatMap((domain) =>
    ['204', '205'].map((extension) => ({ domain_uuid: domain, extension, enabled: 'true' })),
  ),
  v_devices: ['acme', 'beta'].map((name, at) => ({
    device_uuid: name,
    device_address: `05000000200${at}`,
  })),
  v_device_lines: ['acme', 'beta'].flatMap((domain) =>
    ['204', '205'].map((user_id, at) => ({
      domain_uuid: domain,
      device_uuid: domain,
      user_id,
      line_number: at + 1,
    })),
  ),
};

/** The directory that a sync makes of them. */
function syncedDirectory() {
  const none = checkDirectory({ zone: 'UTC', dialling: { country: 'GB' } }, 'UTC');
  const order = { source: 'fusionpbx', ranAt: START, since: 'always' };
  const plan = planSync(none, readFusionpbx(TABLES), order);
  expect(plan.changes.filter(({ what }) => what !== 'new')).toEqual([]);
  return indexDirectory(checkDirectory(plan.file, 'UTC', none));
}

const CALL = {
  caller_id_number: '204',
  destination_number: '205',
  start_epoch: String(START),
  answer_epoch: String(START + 5),
  end_epoch: String(START + 65),
  duration: '65',
  billsec: '60',
  hangup_cause: 'NORMAL_CLEARING',
};

/** A leg with these channel variables. */
function leg(values: Readonly<Record<string, string>>) {
  const all: Readonly<Record<string, string>> = { ...CALL, ...values };
  const read = toFreeswitchCdr({ value: (name) => all[name] ?? '', namesChannels: true }, 'UTC');
  if ('reason' in read) throw new Error(read.message);
  return read;
}

/** The phones of the second tenant: 204 calls, 205 is called. */
const LEGS = ['out,0500000020010,205,Answered,5,60,', 'in,205,204,Answered,5,60,'].sort();

describe('a number that several domains have', () => {
  it('is the phone of the domain that a record names, though the phone that rang is named by its address', () => {
    const caller = leg({
      uuid: 'a',
      channel_name: 'sofia/internal/204@beta.example',
      context: 'beta.example',
      bridge_channel: 'sofia/internal/205@192.0.2.5:5060',
      last_app: 'bridge',
      last_arg: 'user/205@beta.example',
      dialed_user: '205',
      dialed_domain: 'beta.example',
    });
    const called = leg({
      uuid: 'b',
      originator: 'a',
      originator_channel: 'sofia/internal/204@beta.example',
      channel_name: 'sofia/internal/205@192.0.2.5:5060',
      dialed_user: '205',
      dialed_domain: 'beta.example',
    });
    const directory = syncedDirectory();
    for (const records of [[caller], [caller, called], [called]]) {
      expect(legLines(records, directory)).toEqual(LEGS);
    }
  });

  it('is the phone of the domain whose row it is in the table of calls', () => {
    const row: Readonly<Record<string, string>> = {
      ...CALL,
      xml_cdr_uuid: 'a',
      domain_name: 'beta.example',
      direction: 'local',
      leg: 'a',
      bridge_uuid: 'b',
      last_app: 'bridge',
    };
    const read = toFusionpbxCdr(FUSIONPBX_COLUMNS, 'UTC')(FUSIONPBX_COLUMNS.map((name) => row[name] ?? ''));
    if ('reason' in read) throw new Error(read.message);
    expect(legLines([read], syncedDirectory())).toEqual(LEGS);
  });
});
