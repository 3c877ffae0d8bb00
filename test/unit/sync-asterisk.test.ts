import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { DirectoryEntries } from '../../src/core/directory.ts';
import { checkDirectory } from '../../src/directory/check-directory.ts';
import { readAsterisk } from '../../src/directory/sync/asterisk/read-asterisk.ts';
import { planSync } from '../../src/directory/sync/plan-sync.ts';

const NAMES = ['sip.conf', 'extensions.conf', 'queues.conf'];
const RAN_AT = Date.parse('2026-11-28T09:00:00Z') / 1000;

function readSample(folder: string) {
  const read = (name: string) =>
    readFileSync(new URL(`../fixtures/asterisk/${folder}${name}`, import.meta.url), 'utf8');
  return {
    files: NAMES.map((name) => ({ name, text: read(name) })),
    directory: checkDirectory(JSON.parse(read('directory.json')), 'UTC'),
  };
}

const order = { source: 'asterisk', ranAt: RAN_AT };

describe("the samples' own configuration files", () => {
  it('come to what their directory.json says, but for members that it left out', () => {
    const { files, directory } = readSample('');
    const plan = planSync(directory, readAsterisk(files, 'default'), order);
    expect(plan.changes).toEqual([
      {
        what: 'changed',
        kind: 'queues',
        name: 'support',
        company: 'default',
        words: 'members none → 202 203',
      },
    ]);
    expect(plan.notes).toEqual([]);
  });

  it('come to what the second directory.json says', () => {
    const { files, directory } = readSample('second/');
    const plan = planSync(directory, readAsterisk(files, 'default'), order);
    expect(plan.changes).toEqual([]);
    expect(plan.unchanged).toBe(38);
  });

  it.each(['', 'second/'])(
    'make the directory of %s from nothing, but for names and kinds they do not tell',
    (folder) => {
      const { files, directory } = readSample(folder);
      const empty: DirectoryEntries = {
        ...directory,
        companies: [],
        extensions: [],
        devices: [],
        ddis: [],
        trunks: [],
        queues: [],
        groups: [],
      };
      const plan = planSync(empty, readAsterisk(files, 'default'), { ...order, since: 'always' });
      const made = checkDirectory(plan.file, 'UTC', empty);
      const bare = (list: readonly object[]) => list.map((entry) => ({ ...entry, source: undefined }));
      expect(bare(made.extensions)).toEqual(bare(directory.extensions));
      expect(bare(made.ddis)).toEqual(bare(directory.ddis));
      expect(bare(made.devices)).toEqual(
        bare(directory.devices).map((device) => ({ ...device, kind: 'handset' })),
      );
      expect(made.groups.map(({ members }) => members)).toEqual(
        directory.groups.map(({ members }) => members),
      );
      expect(made.queues.map(({ name, number }) => [name, number])).toEqual(
        directory.queues.map(({ name, number }) => [name, number]),
      );
      expect(made.companies.map(({ id }) => id)).toEqual(['test']);
      expect(made.trunks.flatMap(({ channels }) => channels)).toEqual(
        directory.trunks.flatMap(({ channels }) => channels),
      );
    },
  );
});

const found = (files: Readonly<Record<string, string>>) =>
  readAsterisk(
    Object.entries(files).map(([name, text]) => ({ name, text })),
    'default',
  );

describe('pjsip.conf', () => {
  const PJSIP = `
[phone](!)
type=endpoint
context=inside
[phone-aor](!)
type=aor
max_contacts=2
;-- [900](phone)
callerid="Nobody" <900> --;
[204](phone)
callerid="Ann Reader" <204> ; at the desk
aors=204
[204](phone-aor)
[205](phone)
callerid=Bob Marsh <205>
webrtc=yes
aors=205
[205](phone-aor)
[carrier]
type=endpoint
context=from-outside
aors=carrier
outbound_auth=carrier
[carrier]
type=aor
contact=sip:carrier.example
#include "pjsip.d/*.conf"
#exec /usr/local/bin/make-endpoints
`;
  const PLAN = `
[globals]
DESK=PJSIP/204
[inside]
exten => 204,1,Dial(\${DESK},20)
exten => 210,hint,PJSIP/205&PJSIP/206
exten => 210,1,Dial(PJSIP/205&PJSIP/206)
exten => _20X,1,Dial(PJSIP/\${EXTEN},20)
exten => 260,1,Answer()
 same => n,Queue(sales,t)
exten => _9X.,1,Dial(PJSIP/\${EXTEN:1}@carrier)
[from-outside]
exten => 02079460000,1,Goto(inside,204,1)
exten => +442079460001,1,Queue(sales)
exten => 02079460002,1,GotoIfTime(9:00-17:00,mon-fri,*,*?inside,204,1)
 same => n,Playback(closed)
`;
  const FILES = {
    'pjsip.conf': PJSIP,
    'pjsip.d/more.conf': '[206](phone)\ncallerid="Cleo Hart" <206>\naors=206\n[206](phone-aor)\n',
    'extensions.conf': PLAN,
    'queues.conf': '[general]\n[sales]\nmember => PJSIP/204\nmember => PJSIP/206,1\n',
  };

  it('is read with its templates and includes, and with where the dialplan leads', () => {
    expect(found(FILES)).toEqual({
      extensions: [
        { number: '204', company: 'default', name: 'Ann Reader' },
        { number: '205', company: 'default', name: 'Bob Marsh' },
        { number: '210', company: 'default', name: 'Bob Marsh' },
        { number: '206', company: 'default', name: 'Cleo Hart' },
      ],
      devices: [
        { sipName: '204', company: 'default', owner: 'Ann Reader', extensions: ['204'] },
        {
          sipName: '205',
          company: 'default',
          owner: 'Bob Marsh',
          kind: 'keevio',
          extensions: ['205', '210'],
        },
        { sipName: '206', company: 'default', owner: 'Cleo Hart', extensions: ['206', '210'] },
      ],
      trunks: [{ id: 'carrier', channels: ['PJSIP/carrier'] }],
      groups: [],
      ddis: [
        { number: '02079460000', company: 'default', destination: '204' },
        { number: '+442079460001', company: 'default', destination: '260' },
      ],
      queues: [{ number: '260', company: 'default', name: 'sales', members: ['204', '206'] }],
      notes: [
        'pjsip.conf runs /usr/local/bin/make-endpoints (#exec), which is not run here: what it would write is not read.',
        'Where these outside numbers lead is not written plainly: 02079460002. Describe them with directory import.',
      ],
    });
  });

  it('tells nothing of lists whose file is not there', () => {
    expect(Object.keys(found({ 'extensions.conf': PLAN })).toSorted()).toEqual(['ddis', 'groups', 'notes']);
  });
});
