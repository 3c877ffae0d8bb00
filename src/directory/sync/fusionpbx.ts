import type { FusionpbxTables } from '../../core/pbx-tables.ts';
import type { FoundDdi, FoundDirectory } from './found-directory.ts';
import { fieldOf, isEnabled, type Row } from './found-rows.ts';

/**
 * What FusionPBX keeps of its domains, which are companies, their phones and numbers. Its phones have MAC addresses
 * where they are provisioned; the first line is port 0. Phones of different domains may have one number, so that a SIP
 * name is `204@domain` where there are several domains.
 */
export function readFusionpbx(tables: FusionpbxTables): FoundDirectory {
  const notes: string[] = [];
  const rows = (name: keyof FusionpbxTables) => tables[name] ?? [];
  const domains = rows('v_domains').filter((row) => isEnabled(row, 'domain_enabled'));
  const byId = new Map(domains.map((row) => [fieldOf(row, 'domain_uuid'), fieldOf(row, 'domain_name')]));
  const domainOf = (row: Row) => byId.get(fieldOf(row, 'domain_uuid')) ?? '';
  const inUse = (name: keyof FusionpbxTables, flag: string) =>
    rows(name).filter((row) => domainOf(row) !== '' && isEnabled(row, flag));
  const extensions = inUse('v_extensions', 'enabled');
  const numbers = new Set(extensions.map((row) => `${domainOf(row)}\0${fieldOf(row, 'extension')}`));
  const macs = readMacs(rows('v_devices'), rows('v_device_lines'), domainOf);
  const members = (domain: string, list: readonly string[]) => [
    ...new Set(list.filter((one) => numbers.has(`${domain}\0${one}`))),
  ];
  return {
    companies: domains.map((row) => ({
      id: fieldOf(row, 'domain_name'),
      name: fieldOf(row, 'domain_description'),
    })),
    extensions: extensions.map((row) => ({
      number: fieldOf(row, 'extension'),
      company: domainOf(row),
      name: personOf(row),
    })),
    devices: extensions.map((row) => {
      const [number, company] = [fieldOf(row, 'extension'), domainOf(row)];
      const id = macs.get(`${company}\0${number}`);
      return {
        sipName: domains.length > 1 ? `${number}@${company}` : number,
        company,
        owner: personOf(row),
        extensions: [number],
        ...(id === undefined ? {} : { id }),
      };
    }),
    ddis: readDdis(inUse('v_destinations', 'destination_enabled'), domainOf, notes),
    // FusionPBX names its gateways in FreeSWITCH by their uuid.
    trunks: rows('v_gateways')
      .filter((row) => isEnabled(row, 'enabled'))
      .map((row) => ({
        id: (fieldOf(row, 'gateway') || fieldOf(row, 'gateway_uuid')).replaceAll(/[\s,]+/g, '-'),
        channels: [`sofia/gateway/${fieldOf(row, 'gateway_uuid')}`],
      })),
    queues: rows('v_call_center_queues')
      .filter((row) => domainOf(row) !== '')
      .map((row) => {
        const domain = domainOf(row);
        const agents = rows('v_call_center_tiers')
          .filter(
            (tier) => fieldOf(tier, 'call_center_queue_uuid') === fieldOf(row, 'call_center_queue_uuid'),
          )
          .flatMap((tier) =>
            rows('v_call_center_agents').filter(
              (agent) => fieldOf(agent, 'call_center_agent_uuid') === fieldOf(tier, 'call_center_agent_uuid'),
            ),
          );
        // `{call_timeout=15}user/204@acme.example` and `loopback/204/acme.example`.
        const contacts = agents.map(
          (agent) => /(?:user|loopback)\/([^@/,]+)/.exec(fieldOf(agent, 'agent_contact'))?.[1],
        );
        return {
          number: fieldOf(row, 'queue_extension'),
          company: domain,
          name: `${fieldOf(row, 'queue_name')}@${domain}`,
          members: members(
            domain,
            contacts.flatMap((one) => one ?? []),
          ),
        };
      }),
    groups: inUse('v_ring_groups', 'ring_group_enabled').map((row) => {
      const domain = domainOf(row);
      const rung = rows('v_ring_group_destinations').filter(
        (one) => fieldOf(one, 'ring_group_uuid') === fieldOf(row, 'ring_group_uuid'),
      );
      return {
        number: fieldOf(row, 'ring_group_extension'),
        company: domain,
        name: fieldOf(row, 'ring_group_name'),
        members: members(
          domain,
          rung.map((one) => fieldOf(one, 'destination_number')),
        ),
      };
    }),
    notes,
  };
}

function personOf(row: Row): string {
  const person = `${fieldOf(row, 'directory_first_name')} ${fieldOf(row, 'directory_last_name')}`.trim();
  return person || fieldOf(row, 'effective_caller_id_name') || fieldOf(row, 'description');
}

/** MAC and port of whatever is provisioned for an extension, where one phone alone is. */
function readMacs(
  devices: readonly Row[],
  lines: readonly Row[],
  domainOf: (row: Row) => string,
): ReadonlyMap<string, string | undefined> {
  // Called device_mac_address before FusionPBX 5.2.
  const byDevice = new Map(
    devices.map((row) => [
      fieldOf(row, 'device_uuid'),
      (fieldOf(row, 'device_address') || fieldOf(row, 'device_mac_address'))
        .replaceAll(/[^0-9a-fA-F]/g, '')
        .toLowerCase(),
    ]),
  );
  const macs = new Map<string, string | undefined>();
  for (const line of lines) {
    const mac = byDevice.get(fieldOf(line, 'device_uuid')) ?? '';
    const port = Number(fieldOf(line, 'line_number') || '1') - 1;
    const key = `${domainOf(line)}\0${fieldOf(line, 'user_id')}`;
    if (mac.length !== 12 || !(port >= 0 && port <= 9)) continue;
    macs.set(key, macs.has(key) ? undefined : `${mac}${port}`);
  }
  return macs;
}

function readDdis(
  rows: readonly Row[],
  domainOf: (row: Row) => string,
  notes: string[],
): readonly FoundDdi[] {
  const ddis: FoundDdi[] = [];
  const unclear: string[] = [];
  for (const row of rows) {
    if (fieldOf(row, 'destination_type') !== 'inbound') continue;
    const prefix = fieldOf(row, 'destination_prefix').replace(/^\+?/, '+');
    const number = `${prefix === '+' ? '' : prefix}${fieldOf(row, 'destination_area_code')}${fieldOf(row, 'destination_number')}`;
    const destination = readTransfer(row);
    if (!/^\+?\d{2,20}$/.test(number) || destination === undefined) unclear.push(number);
    else ddis.push({ number, company: domainOf(row), destination });
  }
  if (unclear.length > 0) {
    notes.push(
      `These destinations lead to no number inside: ${unclear.join(', ')}. Describe them with directory import.`,
    );
  }
  return ddis;
}

/** `204` of the first action `transfer 204 XML acme.example`; before FusionPBX 5 it stands in two columns. */
function readTransfer(row: Row): string | undefined {
  const [first] = readActions(row['destination_actions']);
  const app = fieldOf(first, 'destination_app') || fieldOf(row, 'destination_app');
  const data = fieldOf(first, 'destination_data') || fieldOf(row, 'destination_data');
  return app === 'transfer' ? /^(\S+) XML /.exec(data)?.[1] : undefined;
}

/** A list in JSON, or as its text; empty where it is anything else. */
function readActions(written: unknown): readonly Row[] {
  if (typeof written !== 'string') return Array.isArray(written) ? (written as readonly Row[]) : [];
  try {
    return readActions(JSON.parse(written || 'null'));
  } catch {
    return [];
  }
}
