import { describe, expect, it } from 'vitest';
import { readPeopleCsv } from '../../src/directory/sync/people.ts';
import { PEOPLE_ROW_SCHEMA } from '../../src/directory/sync/people-schema.ts';

describe('docs/directory-list.schema.json', () => {
  // `npx vitest run test/unit/people-schema.test.ts -u` writes it again.
  it('is the schema that rows of a list are checked by', async () => {
    await expect(`${JSON.stringify(PEOPLE_ROW_SCHEMA, null, 2)}\n`).toMatchFileSnapshot(
      '../../docs/directory-list.schema.json',
    );
  });

  it('has examples that make a row, in a list with other columns and empty cells', () => {
    const columns = Object.entries(PEOPLE_ROW_SCHEMA.properties ?? {});
    const titles = columns.map(([title]) => title.toUpperCase());
    const cells = columns.map(([, shape]) => String(shape.examples?.[0]));
    const list = [
      [...titles, 'room'],
      [...cells, '12'],
      ['205', 'Bob Marsh', ...cells.slice(2).map(() => '')],
    ];
    expect(readPeopleCsv(list.map((row) => row.join(';')).join('\n'), 'default')).toEqual({
      extensions: [
        { number: '204', company: 'default', name: 'Ann Reader' },
        { number: '205', company: 'default', name: 'Bob Marsh' },
      ],
      devices: [
        {
          sipName: '0500000004000',
          id: '0500000004000',
          company: 'default',
          owner: 'Ann Reader',
          kind: 'handset',
          extensions: ['204'],
        },
      ],
      ddis: [{ number: '+442079460204', company: 'default', destination: '204' }],
      notes: [],
    });
  });

  it('refuses all that is no row at once, by line', () => {
    const list = 'extension,name,kind,device\n,Nobody,,\n204,Ann Reader,phone,12\n';
    expect(() => readPeopleCsv(list, 'default')).toThrow(
      expect.objectContaining({
        faults: [
          { where: 'line 2', message: expect.stringContaining('"extension" is missing') },
          { where: 'line 3', message: expect.stringContaining('"12" is not the MAC address and port') },
          { where: 'line 3', message: expect.stringContaining('"phone" is not a kind of device') },
        ],
      }),
    );
  });
});
