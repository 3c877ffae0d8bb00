import { RingledgerError } from '../../core/errors.ts';
import { EXTRA_COLUMNS } from '../sources/ami-cdr.ts';
import type { AmiMessage } from '../sources/ami-message.ts';
import { readFileForm } from './ami-gap.ts';
import { openAmiSession } from './ami-session.ts';
import { type GapFile, readAmiSettings } from './ami-settings.ts';
import type { FeedContext } from './feed.ts';

const PATIENCE_MS = 10_000;

/**
 * Signs in and looks whether call records will come and gaps can be filled. Refuses where the module that sends records
 * is not loaded; where the user may not ask that, it says what to look at.
 */
export async function testAmi({
  settings,
  signal,
}: Pick<FeedContext, 'settings' | 'signal' | 'now'>): Promise<readonly string[]> {
  const read = readAmiSettings(settings);
  const line = await openAmiSession(read, signal);
  try {
    const greeting = await line.greeting(PATIENCE_MS);
    const answer = await line.ask({ Action: 'ModuleCheck', Module: 'cdr_manager' }, PATIENCE_MS);
    const list = await line.ask({ Action: 'CoreShowChannels' }, PATIENCE_MS);
    return [
      `Signed in as ${read.username} at ${read.host}:${read.port} (${greeting}).`,
      tellModule(answer, read.username),
      tellCalls(list, read.username),
      read.gap === undefined ? NO_GAP_FILE : await tellFile(read.gap),
    ];
  } finally {
    line.close();
  }
}

function tellModule(answer: AmiMessage, username: string): string {
  if (answer.field('Response') === 'Success') {
    return `Call records are sent where cdr_manager.conf says enabled = yes and the section [${username}] says read = cdr,agent,call.`;
  }
  if (/permission/i.test(answer.field('Message'))) {
    return `Whether call records are sent cannot be seen, as ${username} may not ask for modules: cdr_manager.conf must say enabled = yes, and the section [${username}] read = cdr,agent,call.`;
  }
  throw new RingledgerError(
    'invalid-config',
    `The PBX sends no call records, as its module cdr_manager is not loaded (${answer.field('Message')}): load cdr_manager.so, and let cdr_manager.conf say enabled = yes.`,
  );
}

function tellCalls(answer: AmiMessage, username: string): string {
  if (answer.field('Response') === 'Success') return 'Calls in progress can be listed.';
  return `Calls that began before a connection are not shown while they go on, as ${username} may not list channels (${answer.field('Message')}): the section [${username}] needs write = reporting, or system, for that.`;
}

const NO_GAP_FILE =
  'Without "gapFile" records of calls that end while the connection is cut are missing until Master.csv is imported.';

async function tellFile(gap: GapFile): Promise<string> {
  const form = await readFileForm(gap, undefined);
  if (form === null) return `${gap.file} has no record yet; gaps are filled from it once it has.`;
  const lacking = EXTRA_COLUMNS.filter((column) => !form.carries.includes(column));
  const lacks =
    lacking.length === 0 ? '' : ` It lacks ${lacking.join(', ')}: these are left out of events as well.`;
  return `Gaps are filled from ${gap.file}.${lacks}`;
}
