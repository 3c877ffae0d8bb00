/** A change of a sound directory: the value at a path, or undefined to take it away; `+` appends. */
export type Step = readonly [path: string, value: unknown];

export interface FaultyDirectory {
  readonly steps: readonly Step[];
  readonly sentences: readonly string[];
}

export const FAULTY_DIRECTORIES: readonly FaultyDirectory[] = [
  {
    steps: [['zones', 'Europe/Paris']],
    sentences: ['directory: there is no "zones" in a directory; did you mean "zone"?'],
  },
  {
    steps: [['device', []]],
    sentences: ['directory: there is no "device" in a directory; did you mean "devices"?'],
  },
  {
    steps: [['zone', 'London']],
    sentences: ['zone: "London" is not a time zone; did you mean "Europe/London"?'],
  },
  {
    steps: [['zone', 'europe/london']],
    sentences: ['zone: "europe/london" is not a time zone; did you mean "Europe/London"?'],
  },
  {
    steps: [['zone', 'Mars/Olympus']],
    sentences: ['zone: "Mars/Olympus" is not a time zone; write its IANA name, for example "Europe/London".'],
  },
  {
    steps: [['zone', 1]],
    sentences: ['zone: 1 is not a time zone: write its IANA name, for example "Europe/London".'],
  },
  {
    steps: [['dialling', undefined]],
    sentences: [
      'directory: "dialling" is missing: say how outside numbers are dialled, for example "dialling": {"country":"GB","outsideLine":"9","international":"00","national":"0","areaCode":"20"}.',
    ],
  },
  {
    steps: [['dialling', {}]],
    sentences: ['dialling: "country" is missing: add a country, for example "country": "GB".'],
  },
  {
    steps: [['dialling', 'GB']],
    sentences: [
      'dialling: "GB" is not a set of dialling rules: write an object in braces, for example {"country":"GB","outsideLine":"9","international":"00","national":"0","areaCode":"20"}.',
    ],
  },
  {
    steps: [['dialling.country', 'UK']],
    sentences: [
      'dialling.country: "UK" is not a country of the numbering plan: write two upper-case letters of ISO 3166, as in "GB".',
    ],
  },
  {
    steps: [['dialling.country', 'gb']],
    sentences: [
      'dialling.country: "gb" is not a country: write two capital letters of ISO 3166, for example "GB".',
    ],
  },
  {
    steps: [['dialling.outsideLine', 9]],
    sentences: ['dialling.outsideLine: 9 is a number: write it in quotes, "9", as zeros in front count.'],
  },
  {
    steps: [['dialling.national', '+']],
    sentences: [
      'dialling.national: "+" is not a national prefix: write the digits dialled before an area code, or "" for none, for example "0".',
    ],
  },
  {
    steps: [['dialling.areaCode', '020 ']],
    sentences: [
      'dialling.areaCode: "020 " is not an area code: write its digits without the national prefix, or "" for none, for example "20".',
    ],
  },
  {
    steps: [['dialling.prefix', '1']],
    sentences: [
      'dialling: there is no "prefix" in a set of dialling rules; write one of country, outsideLine, international, national, areaCode, carrierPrefixes, emergency, shortCodes, featureCodes, or take it away.',
    ],
  },
  {
    steps: [['dialling.emergency', '999']],
    sentences: [
      'dialling.emergency: "999" is not a list of emergency numbers: write a list in square brackets, for example ["999","112"].',
    ],
  },
  {
    steps: [['dialling.emergency', [999, 'police']]],
    sentences: [
      'dialling.emergency[0]: 999 is a number: write it in quotes, "999", as zeros in front count.',
      'dialling.emergency[1]: "police" is not an emergency number: write its 2 to 8 digits in quotes, for example "999".',
    ],
  },
  {
    steps: [['dialling.carrierPrefixes', ['x10']]],
    sentences: [
      'dialling.carrierPrefixes[0]: "x10" is not a carrier prefix: write the digits that choose a carrier, an "x" at the end for any digit, for example "010xx".',
    ],
  },
  {
    steps: [['dialling.shortCodes', ['118', '0']]],
    sentences: [
      'dialling.shortCodes[1]: "0" is what the international prefix "00" begins with, so that no number behind it could be dialled: write more digits, or take it away.',
    ],
  },
  {
    steps: [['dialling.featureCodes', ['9']]],
    sentences: [
      'dialling.featureCodes[0]: "9" is what the outside-line prefix "9" begins with, so that no number behind it could be dialled: write more digits, or take it away.',
    ],
  },
  {
    steps: [['trunks.0.dialling', { country: 'US', carrierPrefixes: ['1'] }]],
    sentences: [
      'trunks[0].dialling.carrierPrefixes[0]: "1" is what the national prefix "1" begins with, so that no number behind it could be dialled: write more digits, or take it away.',
    ],
  },
  {
    steps: [['companies', {}]],
    sentences: [
      'companies: {} is not a list of companies: write a list in square brackets, for example [{"id":"default","name":"Default Company"}].',
    ],
  },
  {
    steps: [['companies.0.name', '']],
    sentences: [
      'companies[0].name: "" is not a name: write a text of 1 to 200 characters, no blanks at its ends, no control characters, for example "Reception".',
    ],
  },
  {
    steps: [['companies.0.name', undefined]],
    sentences: ['companies[0]: "name" is missing: add a name, for example "name": "Reception".'],
  },
  {
    steps: [['companies.0.id', 'a b']],
    sentences: [
      'companies[0].id: "a b" is not a company id: write a text without blanks and commas, for example "default".',
      'extensions[1].company: there is no company "test"; add it to companies, or write "default" or "a b".',
    ],
  },
  {
    steps: [['companies.1', 'acme']],
    sentences: ['companies[1]: "acme" is not a company: write an object in braces.'],
  },
  {
    steps: [['companies.0.dialling', { country: 'XX' }]],
    sentences: [
      'companies[0].dialling.country: "XX" is not a country of the numbering plan: write two upper-case letters of ISO 3166, as in "GB".',
    ],
  },
  {
    steps: [['companies.0.dialling', { outside: '9' }]],
    sentences: [
      'companies[0].dialling: there is no "outside" in a set of dialling rules; write one of country, outsideLine, international, national, areaCode, carrierPrefixes, emergency, shortCodes, featureCodes, or take it away.',
    ],
  },
  {
    steps: [['companies.+', { name: 'Again' }]],
    sentences: [
      'companies[1].id: company "test" is taken at the same time by companies[0]; correct one of them, or let one end ("to") where the other begins ("from").',
    ],
  },
  {
    steps: [['extensions.1.company', 'tset']],
    sentences: ['extensions[1].company: there is no company "tset"; did you mean "test"?'],
  },
  {
    steps: [['extensions.1.company', 'acme']],
    sentences: [
      'extensions[1].company: there is no company "acme"; add it to companies, or write "default" or "test".',
    ],
  },
  {
    steps: [['extensions.1.company', undefined]],
    sentences: ['extensions[1]: "company" is missing: add a company id, for example "company": "default".'],
  },
  {
    steps: [['extensions.0.number', 200]],
    sentences: ['extensions[0].number: 200 is a number: write it in quotes, "200", as zeros in front count.'],
  },
  {
    steps: [['extensions.1.number', '3 00']],
    sentences: [
      'extensions[1].number: "3 00" is not a number inside the PBX: write digits in quotes (letters, *, #, +, dots and dashes may occur too), for example "200".',
    ],
  },
  {
    steps: [['extensions.0.name', 'Ann Reader ']],
    sentences: [
      'extensions[0].name: "Ann Reader " is not a name: write a text of 1 to 200 characters, no blanks at its ends, no control characters, for example "Reception".',
    ],
  },
  {
    steps: [['extensions.0.name', 'Ann\u0000']],
    sentences: [
      'extensions[0].name: "Ann\\u0000" is not a name: write a text of 1 to 200 characters, no blanks at its ends, no control characters, for example "Reception".',
    ],
  },
  {
    steps: [['extensions.+', { name: 'Twin' }]],
    sentences: [
      'extensions[2].number: number "200" of company "default" is taken at the same time by extensions[0]; correct one of them, or let one end ("to") where the other begins ("from").',
    ],
  },
  {
    steps: [['devices.0.id', '05000000040']],
    sentences: [
      'devices[0].id: "05000000040" is not a device id: write the 12 hex digits of its MAC and one digit for its port, for example "0500000004000".',
    ],
  },
  {
    steps: [['devices.0.id', '05:00:00:00:40:00']],
    sentences: [
      'devices[0].id: "05:00:00:00:40:00" is not a device id: write the 12 hex digits of its MAC and one digit for its port, for example "0500000004000".',
    ],
  },
  {
    steps: [['devices.0.onwer', 'Ann Reader']],
    sentences: ['devices[0]: there is no "onwer" in a device; did you mean "owner"?'],
  },
  {
    steps: [['devices.0.colour', 'grey']],
    sentences: [
      'devices[0]: there is no "colour" in a device; write one of id, sipName, name, owner, company, kind, extensions, from, to, source, or take it away.',
    ],
  },
  {
    steps: [['devices.0.owner', undefined]],
    sentences: ['devices[0]: "owner" is missing: add an owner\'s name, for example "owner": "Ann Reader".'],
  },
  {
    steps: [['devices.0.kind', 'softphone']],
    sentences: ['devices[0].kind: "softphone" is not a kind of device: write "handset" or "keevio".'],
  },
  {
    steps: [['devices.0.kind', 1]],
    sentences: ['devices[0].kind: 1 is not a kind of device: write "handset" or "keevio".'],
  },
  {
    steps: [['devices.0.company', 'tset']],
    sentences: ['devices[0].company: there is no company "tset"; did you mean "test"?'],
  },
  {
    steps: [['devices.0.extensions', '200']],
    sentences: [
      'devices[0].extensions: "200" is not a list of extension numbers: write a list in square brackets, for example ["200","201"].',
    ],
  },
  {
    steps: [['devices.0.extensions', ['200', '300', '201']]],
    sentences: [
      'devices[0].extensions[1]: company "default" has no extension "300" (it is a number of "test"); add it to extensions, or take it away here.',
      'devices[0].extensions[2]: company "default" has no extension "201"; add it to extensions, or take it away here.',
    ],
  },
  {
    steps: [['devices.0.sipName', 'SIP/ann']],
    sentences: [
      'devices[0].sipName: "SIP/ann" is not a SIP name: write the name in its channel, without "SIP/", for example "0500000004000".',
    ],
  },
  {
    steps: [['devices.0.from', '2024-13-01']],
    sentences: ['devices[0].from: "2024-13-01" is not a day of the calendar: write a day that exists.'],
  },
  {
    steps: [['devices.0.to', '2023-02-29']],
    sentences: ['devices[0].to: "2023-02-29" is not a day of the calendar: write a day that exists.'],
  },
  {
    steps: [['devices.0.from', '1/4/2024']],
    sentences: [
      'devices[0].from: "1/4/2024" is not a day: write the first day on which the entry holds, as year, month and day, for example "2024-04-01".',
    ],
  },
  {
    steps: [['devices.0.from', '0000-01-01']],
    sentences: [
      'devices[0].from: "0000-01-01" is before 1900: leave it out where the entry has always held.',
    ],
  },
  {
    steps: [
      ['devices.0.from', '2024-04-01'],
      ['devices.0.to', '2024-04-01'],
    ],
    sentences: [
      'devices[0]: "from" "2024-04-01" is not before "to" "2024-04-01": an entry holds from "from" until the day before "to".',
    ],
  },
  {
    steps: [['devices.+', { sipName: 'other' }]],
    sentences: [
      'devices[1].id: device "0500000004000" is taken at the same time by devices[0]; correct one of them, or let one end ("to") where the other begins ("from").',
    ],
  },
  {
    steps: [['devices.+', { id: '0500000004001', sipName: '0500000004000' }]],
    sentences: [
      'devices[1].sipName: SIP name "0500000004000" is taken at the same time by devices[0]; correct one of them, or let one end ("to") where the other begins ("from").',
    ],
  },
  {
    steps: [
      ['devices.+', { from: '2024-04-30' }],
      ['devices.0.to', '2024-05-01'],
    ],
    sentences: [
      'devices[1].id: device "0500000004000" is taken at the same time by devices[0]; correct one of them, or let one end ("to") where the other begins ("from").',
    ],
  },
  {
    steps: [['ddis.0.number', '020 7946 0000']],
    sentences: [
      'ddis[0].number: "020 7946 0000" is not an outside number: write digits in quotes, with or without "+" in front, for example "02079460000".',
    ],
  },
  {
    steps: [['ddis.0.destination', '999']],
    sentences: [
      'ddis[0].destination: company "default" has no extension, queue or group "999"; add it there, or write a number the company has.',
    ],
  },
  {
    steps: [['ddis.0.destination', '300']],
    sentences: [
      'ddis[0].destination: company "default" has no extension, queue or group "300" (it is a number of "test"); add it there, or write a number the company has.',
    ],
  },
  {
    steps: [['ddis.0.destination', undefined]],
    sentences: [
      'ddis[0]: "destination" is missing: add a number inside the PBX, for example "destination": "200".',
    ],
  },
  {
    steps: [['ddis.+', { number: '00442079460000' }]],
    sentences: [
      'ddis[1].number: DDI "00442079460000" is taken at the same time by ddis[0] as DDI "02079460000"; correct one of them, or let one end ("to") where the other begins ("from").',
    ],
  },
  {
    steps: [['ddis.+', { number: '2079460000', company: 'test', destination: '300' }]],
    sentences: [
      'ddis[1].number: DDI "2079460000" is taken at the same time by ddis[0] as DDI "02079460000"; correct one of them, or let one end ("to") where the other begins ("from").',
    ],
  },
  {
    steps: [['trunks.0.channels', []]],
    sentences: [
      'trunks[0].channels: the list is empty: write a list of channel names, for example ["SIP/trunk-a","PJSIP/trunk-a"].',
    ],
  },
  {
    steps: [['trunks.0.channels', undefined]],
    sentences: [
      'trunks[0]: "channels" is missing: add a list of channel names, for example "channels": ["SIP/trunk-a","PJSIP/trunk-a"].',
    ],
  },
  {
    steps: [['trunks.0.channels', ['SIP/trunk-a-0000001a']]],
    sentences: [
      'trunks[0].channels[0]: "SIP/trunk-a-0000001a" is not a channel name: write technology, slash and name, without the call\'s "-0000001a", for example "SIP/trunk-a".',
    ],
  },
  {
    steps: [['trunks.0.channels', ['trunk-a']]],
    sentences: [
      'trunks[0].channels[0]: "trunk-a" is not a channel name: write technology, slash and name, without the call\'s "-0000001a", for example "SIP/trunk-a".',
    ],
  },
  {
    steps: [['trunks.+', { channels: ['SIP/b'] }]],
    sentences: [
      'trunks[1].id: trunk "trunk-a" is taken at the same time by trunks[0]; correct one of them, or let one end ("to") where the other begins ("from").',
    ],
  },
  {
    steps: [['trunks.+', { id: 'trunk-b', channels: ['sip/trunk-a'] }]],
    sentences: [
      'trunks[1].channels: channel "sip/trunk-a" is taken at the same time by trunks[0] as channel "SIP/trunk-a"; correct one of them, or let one end ("to") where the other begins ("from").',
    ],
  },
  {
    steps: [['queues.0.number', '200']],
    sentences: [
      'queues[0].number: number "200" of company "default" is taken at the same time by extensions[0]; correct one of them, or let one end ("to") where the other begins ("from").',
    ],
  },
  {
    steps: [['queues.0.members', ['205']]],
    sentences: [
      'queues[0].members[0]: company "default" has no extension "205"; add it to extensions, or take it away here.',
    ],
  },
  {
    steps: [['queues.+', { number: '261' }]],
    sentences: [
      'queues[1].name: queue name "support" is taken at the same time by queues[0]; correct one of them, or let one end ("to") where the other begins ("from").',
    ],
  },
  {
    steps: [['groups.0.number', '260']],
    sentences: [
      'groups[0].number: number "260" of company "default" is taken at the same time by queues[0]; correct one of them, or let one end ("to") where the other begins ("from").',
    ],
  },
  {
    steps: [['groups.0.members', ['260']]],
    sentences: [
      'groups[0].members[0]: company "default" has no extension "260"; add it to extensions, or take it away here.',
    ],
  },
  {
    steps: [['groups.0.members', [200]]],
    sentences: ['groups[0].members[0]: 200 is a number: write it in quotes, "200", as zeros in front count.'],
  },
  {
    steps: [['groups.0.name', null]],
    sentences: [
      'groups[0].name: null is not a name: write a text of 1 to 200 characters, no blanks at its ends, no control characters, for example "Reception".',
    ],
  },
  {
    steps: [
      ['companies.0.id', 5],
      ['extensions.1.company', 'nobody'],
    ],
    sentences: [
      'companies[0].id: 5 is not a company id: write a text without blanks and commas, for example "default".',
      'extensions[1].company: there is no company "nobody"; add it to companies, or write "default" or "5".',
    ],
  },
];
