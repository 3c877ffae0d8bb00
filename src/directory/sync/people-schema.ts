import { type Shape, text } from '../../core/json-shape.ts';

/**
 * The shape of a row of a CSV list of people, by the titles of its columns; published as docs/directory-list.schema.json. A
 * cell that is empty is not told, and other columns are left alone. What a cell comes to in the directory is checked there.
 */
export const PEOPLE_ROW_SCHEMA: Shape = {
  type: 'object',
  title: 'a row',
  description:
    'the cells of a row by the titles of their columns, whatever the case of these, without those that are empty',
  properties: {
    extension: text('an extension number', 'its digits', '^[0-9A-Za-z*#+._-]{1,40}$', '204'),
    name: text('the name of whoever is reached there', 'a text', '\\S', 'Ann Reader'),
    company: text('a company id', 'a text without blanks and commas', '^[^\\s,]{1,64}$', 'default'),
    'sip name': text(
      'the SIP name of the phone',
      'the name in its channel',
      '^[^\\s/]{1,80}$',
      '0500000004000',
    ),
    device: text(
      'the MAC address and port of the phone',
      '12 hex digits and one digit, with or without : . - between them',
      '^([0-9A-Fa-f][:.-]?){12}[0-9]$',
      '05:00:00:00:04:00-0',
    ),
    kind: { type: 'string', title: 'a kind of device', enum: ['handset', 'keevio'], examples: ['handset'] },
    ddi: text(
      'the outside number that leads to the extension',
      'its digits, with or without "+" in front and blanks between them',
      '^\\+?([ ().-]*[0-9]){2,20}[ ().-]*$',
      '+44 20 7946 0204',
    ),
  },
  required: ['extension'],
};
