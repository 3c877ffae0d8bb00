// A hosted platform to measure on: 500 companies of very different size, 10,000 phones, a year of calls.

export const COMPANIES = 500;
const DEVICES_A_COMPANY = 20;

export const companyId = (company) => `c${String(company).padStart(3, '0')}`;
export const deviceId = (company, device) =>
  `05${company.toString(16).padStart(4, '0')}${device.toString(16).padStart(6, '0')}0`;
export const extensionNumber = (device) => String(200 + device);

/** directory.json of the platform. */
export function describePlatform() {
  const companies = Array.from({ length: COMPANIES }, (_, company) => company);
  const devices = Array.from({ length: DEVICES_A_COMPANY }, (_, device) => device);
  const everyDevice = companies.flatMap((company) => devices.map((device) => ({ company, device })));
  return {
    zone: 'Europe/London',
    dialling: { country: 'GB', outsideLine: '9', international: '00', national: '0', areaCode: '20' },
    companies: companies.map((company) => ({ id: companyId(company), name: `Company ${company}` })),
    extensions: everyDevice.map(({ company, device }) => ({
      number: extensionNumber(device),
      name: `Person ${company}-${device}`,
      company: companyId(company),
    })),
    devices: everyDevice.map(({ company, device }) => ({
      id: deviceId(company, device),
      owner: `Person ${company}-${device}`,
      company: companyId(company),
      kind: 'handset',
      extensions: [extensionNumber(device)],
    })),
    ddis: companies.map((company) => ({
      number: `0207946${String(company).padStart(4, '0')}`,
      company: companyId(company),
      destination: extensionNumber(0),
    })),
    trunks: [{ id: 'trunk-a', channels: ['SIP/trunk-a'] }],
    queues: [],
    groups: [],
  };
}

/** A repeatable stream of numbers in [0, 1): mulberry32. */
export function seededRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** The first company makes 6 calls of 100; the others share the rest evenly. */
export const chooseCompany = (random) => (random() < 0.06 ? 0 : 1 + Math.floor(random() * (COMPANIES - 1)));
export const chooseDevice = (random) => Math.floor(random() * DEVICES_A_COMPANY);
