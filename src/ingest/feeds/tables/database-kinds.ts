import type { Shape } from '../../../core/json-shape.ts';
import type { FeedKind } from '../feed.ts';
import { SIP_TRANSACTIONS } from './acc-table.ts';
import { ASTERISK_CDR, FUSIONPBX_CDR, holdsFinishedCalls, SIP_CDRS } from './cdr-table.ts';
import { CEL } from './cel-table.ts';
import { type DatabaseKind, defineDatabaseFeed, type WantedTable } from './database-feed.ts';
import { tableSetting, textOf } from './database-settings.ts';
import { QUEUE_LOG } from './queue-table.ts';

type Settings = Readonly<Record<string, unknown>>;

const ASTERISK_SETTINGS: Readonly<Record<string, Shape>> = {
  table: tableSetting('the table of call records; without it cdr', 'cdr'),
  queueLog: tableSetting("Asterisk's table of queue events, where there is one", 'queue_log'),
  cel: tableSetting("Asterisk's table of channel events, where there is one", 'cel'),
};

function asteriskTables(settings: Settings): readonly WantedTable[] {
  const wanted = [
    { name: textOf(settings, 'table', 'cdr'), reader: () => ASTERISK_CDR },
    { name: textOf(settings, 'queueLog', ''), reader: () => QUEUE_LOG },
    { name: textOf(settings, 'cel', ''), reader: () => CEL },
  ];
  return wanted.filter(({ name }) => name !== '');
}

function proxy(kind: string, product: string): DatabaseKind {
  return {
    kind,
    description: `the accounting of ${product}, in its table acc, or a table of finished calls, in MariaDB, MySQL or Postgres`,
    server: 'mysql',
    asksServer: true,
    settings: {
      table: tableSetting('the table of transactions or of finished calls; without it acc', 'acc'),
      missedTable: tableSetting('the table of calls that were missed, where there is one', 'missed_calls'),
    },
    tables: (settings) => {
      const names = [textOf(settings, 'table', 'acc'), textOf(settings, 'missedTable', '')];
      return names
        .filter((name) => name !== '')
        .map((name) => ({
          name,
          reader: (table) => (holdsFinishedCalls(table) ? SIP_CDRS : SIP_TRANSACTIONS),
        }));
    },
  };
}

/** Sources that are databases which PBXs fill. */
export const DATABASE_KINDS: readonly FeedKind[] = [
  defineDatabaseFeed({
    kind: 'asterisk-mysql',
    description: "Asterisk's or FreePBX's call records, queue log and channel events, in MariaDB or MySQL",
    server: 'mysql',
    asksServer: false,
    settings: ASTERISK_SETTINGS,
    tables: asteriskTables,
  }),
  defineDatabaseFeed({
    kind: 'asterisk-postgres',
    description: "Asterisk's call records, queue log and channel events, in Postgres",
    server: 'postgres',
    asksServer: false,
    settings: ASTERISK_SETTINGS,
    tables: asteriskTables,
  }),
  defineDatabaseFeed({
    kind: 'fusionpbx',
    description: "FusionPBX's call records, in its table v_xml_cdr",
    server: 'postgres',
    asksServer: true,
    settings: { table: tableSetting('the table of call records; without it v_xml_cdr', 'v_xml_cdr') },
    tables: (settings) => [{ name: textOf(settings, 'table', 'v_xml_cdr'), reader: () => FUSIONPBX_CDR }],
  }),
  defineDatabaseFeed(proxy('kamailio', 'Kamailio')),
  defineDatabaseFeed(proxy('opensips', 'OpenSIPS')),
];
