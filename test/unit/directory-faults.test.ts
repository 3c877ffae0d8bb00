import { describe, expect, it } from 'vitest';
import { RingledgerError } from '../../src/core/errors.ts';
import { checkDirectory } from '../../src/directory/check-directory.ts';
import { FAULTY_DIRECTORIES, type Step } from '../support/faulty-directories.ts';

type Tree = Record<string | number, unknown>;

/** Without a fault: each row of the table spoils a fresh one. */
function makeSound(): Tree {
  return {
    zone: 'Europe/London',
    dialling: { country: 'GB', outsideLine: '9', international: '00', national: '0', areaCode: '20' },
    companies: [{ id: 'test', name: 'Test Company' }],
    extensions: [
      { number: '200', name: 'Ann Reader', company: 'default' },
      { number: '300', company: 'test' },
    ],
    devices: [
      { id: '0500000004000', owner: 'Ann Reader', company: 'default', kind: 'handset', extensions: ['200'] },
    ],
    ddis: [{ number: '02079460000', company: 'default', destination: '200' }],
    trunks: [{ id: 'trunk-a', channels: ['SIP/trunk-a'] }],
    queues: [{ name: 'support', number: '260', company: 'default' }],
    groups: [{ number: '250', name: 'Everyone', company: 'default', members: ['200'] }],
  };
}

/** `devices.0.kind` is set to the value, or taken away; `devices.+` is one more, with what is not given as in the first. */
function spoil(directory: Tree, [path, value]: Step): void {
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  let place = directory;
  for (const step of steps) place = place[step] as Tree;
  if (last === '+') (place as unknown as unknown[]).push({ ...(place[0] as Tree), ...(value as Tree) });
  else if (value === undefined) delete place[last];
  else place[last] = value;
}

function faultsOf(json: unknown): readonly string[] {
  try {
    checkDirectory(json, 'UTC');
    return [];
  } catch (error) {
    if (!(error instanceof RingledgerError)) throw error;
    const lines = error.faults.map(({ where, message }) => `${where}: ${message}`);
    expect(error.message.split('\n').slice(1)).toEqual(lines);
    return lines;
  }
}

describe('a faulty directory is refused in sentences', () => {
  it('is sound before it is spoilt', () => {
    expect(faultsOf(makeSound())).toEqual([]);
  });

  it.each(FAULTY_DIRECTORIES)('$steps', ({ steps, sentences }) => {
    const directory = makeSound();
    for (const step of steps) spoil(directory, step);
    expect(faultsOf(directory)).toEqual(sentences);
  });

  it.each([
    [[], 'directory: [] is not a directory: write an object in braces.'],
    ['hello', 'directory: "hello" is not a directory: write an object in braces.'],
    [null, 'directory: null is not a directory: write an object in braces.'],
  ])('%j in place of a directory', (json, sentence) => {
    expect(faultsOf(json)).toEqual([sentence]);
  });

  it('names all faults at once, in the order of the file, whatever kind they are of', () => {
    const directory = makeSound();
    const steps: Step[] = [
      ['groups.0.name', ''],
      ['groups.0.members', ['999']],
      ['ddis.+', {}],
      ['devices.0.from', '2024-02-30'],
      ['extensions.0.company', 'tset'],
      ['zone', 'London'],
      ['dialling.country', 'UK'],
      ['dialing', {}],
    ];
    for (const step of steps) spoil(directory, step);
    expect(faultsOf(directory).map((line) => line.split(':')[0])).toEqual([
      'directory',
      'zone',
      'dialling.country',
      'extensions[0].company',
      'devices[0].from',
      'devices[0].extensions[0]',
      'ddis[0].destination',
      'ddis[1].destination',
      'groups[0].name',
    ]);
  });

  it('cuts long values', () => {
    const directory = makeSound();
    spoil(directory, ['devices.0.kind', 'x'.repeat(1000)]);
    expect(faultsOf(directory)[0]?.length).toBeLessThan(200);
  });
});
