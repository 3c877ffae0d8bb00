import type { FastifyInstance } from 'fastify';
import type { AuditAction } from '../../core/audit.ts';
import { RingledgerError } from '../../core/errors.ts';
import { READ_BY_ROUTE } from '../../http/describe.ts';
import { keepAudit } from '../../store/catalog/audit.ts';
import {
  changeSource,
  deleteSource,
  findSource,
  insertSource,
  listSources,
  type SourceRow,
  setSourceState,
} from '../../store/catalog/sources.ts';
import {
  checkPatched,
  patchRecord,
  readSourcePatch,
  readSourceWish,
  type SourcePatch,
} from './check-source.ts';
import { type FeedParts, kindOf } from './run-feed.ts';
import type { Feeds } from './run-feeds.ts';
import { showSource } from './show-source.ts';
import {
  ADD_SOURCE,
  CHANGE_SOURCE,
  LIST_KINDS,
  LIST_SOURCES,
  PAUSE_SOURCE,
  READ_SOURCE,
  REMOVE_SOURCE,
  RESUME_SOURCE,
  TEST_SOURCE,
} from './source-schema.ts';
import { testFeed } from './test-feed.ts';

type Named = { Params: { name: string } };

/**
 * `GET /source-kinds` with the shapes of their settings; `POST /sources` tries a source and adds it; `GET /sources`,
 * `GET /sources/NAME`; `POST /sources/NAME/test`, `/pause`, `/resume`; `PATCH /sources/NAME`; `DELETE /sources/NAME`.
 * Pausing and removing are answered when nobody reads the source any more. What was landed stays.
 */
export function registerSources(api: FastifyInstance, parts: FeedParts, feeds: Feeds): void {
  const { db } = parts.catalog;
  const read = async (name: string) => {
    const row = await findSource(db, name);
    if (row !== undefined) return row;
    const names = (await listSources(db)).map((one) => one.name);
    const there = names.length === 0 ? 'there is none yet.' : `there are ${names.join(', ')}.`;
    throw new RingledgerError('not-found', `There is no source "${name}": ${there}`);
  };
  const show = async (name: string) => showSource(await read(name), parts.now());
  const attend = () => feeds.attend().catch(() => undefined);
  const setState = async (name: string, state: SourceRow['state']) => {
    if (!(await setSourceState(db, name, state))) await read(name);
  };
  const note = (login: string, action: AuditAction, subject: string, detail = '') =>
    keepAudit(db, { login, action, subject, detail });
  const test = (kind: ReturnType<typeof kindOf>, settings: object, secrets: object) =>
    testFeed(kind, { ...settings }, { ...secrets }, feeds.signal, parts.now);

  api.get('/source-kinds', { schema: LIST_KINDS }, () => ({
    kinds: parts.kinds.map(({ kind, description, settings, secrets }) => ({
      ...{ kind, description, settings, secrets },
    })),
  }));
  api.get('/sources', { schema: LIST_SOURCES }, async () => ({
    sources: (await listSources(db)).map((row) => showSource(row, parts.now())),
  }));
  api.get<Named>('/sources/:name', { schema: READ_SOURCE }, ({ params }) => show(params.name));

  api.post('/sources', { ...READ_BY_ROUTE, schema: ADD_SOURCE }, async ({ body, login }, reply) => {
    const { name, kind, settings, secrets, untested } = readSourceWish(body, parts.kinds);
    if ((await findSource(db, name)) !== undefined) throw taken(name);
    const names = Object.keys(secrets);
    const sealed = names.length === 0 ? null : await parts.secrets.seal(name, secrets);
    const found = untested ? [] : await test(kind, settings, secrets);
    const made = { name, kind: kind.kind, settings, secrets: sealed, secretNames: names, madeBy: login };
    if (!(await insertSource(db, { ...made, state: 'running' }))) throw taken(name);
    await note(login, 'source-added', name, kind.kind);
    await attend();
    return reply.code(201).send({ ...(await show(name)), found });
  });

  api.post<Named>('/sources/:name/test', { schema: TEST_SOURCE }, async ({ params }) => {
    const row = await read(params.name);
    return { found: await test(kindOf(parts.kinds, row), row.settings, await open(row)) };
  });
  api.post<Named>('/sources/:name/pause', { schema: PAUSE_SOURCE }, async ({ params, login }) => {
    await setState(params.name, 'paused');
    await note(login, 'source-paused', params.name);
    await feeds.untilIdle(params.name);
    return show(params.name);
  });
  api.post<Named>('/sources/:name/resume', { schema: RESUME_SOURCE }, async ({ params, login }) => {
    await setState(params.name, 'running');
    await note(login, 'source-resumed', params.name);
    await attend();
    return show(params.name);
  });

  api.patch<Named>(
    '/sources/:name',
    { ...READ_BY_ROUTE, schema: CHANGE_SOURCE },
    async ({ params, body, login }) => {
      const row = await read(params.name);
      const patch = readSourcePatch(body);
      const kind = kindOf(parts.kinds, row);
      const settings = patchRecord(row.settings, patch.settings);
      const isWhole = row.secretNames.every((name) => name in patch.secrets);
      const secrets = patchRecord(isWhole ? {} : await open(row), patch.secrets);
      checkPatched(kind, settings, secrets);
      const names = Object.keys(secrets);
      const sealed = names.length === 0 ? null : await parts.secrets.seal(row.name, secrets);
      const found = patch.untested ? [] : await test(kind, settings, secrets);
      const isOther = JSON.stringify(settings) !== JSON.stringify(row.settings);
      const change = { settings, secrets: sealed, secretNames: names };
      if (!(await changeSource(db, row, { ...change, fromTheStart: isOther && !patch.keepPlace }))) {
        throw new RingledgerError(
          'conflict',
          `Somebody else changed the source "${row.name}" just now: ask again.`,
        );
      }
      await note(login, 'source-changed', row.name, tellChanged(patch));
      await attend();
      return { ...(await show(row.name)), found };
    },
  );

  api.delete<Named>('/sources/:name', { schema: REMOVE_SOURCE }, async ({ params, login }) => {
    await setState(params.name, 'paused');
    await feeds.untilIdle(params.name);
    if (!(await deleteSource(db, params.name, feeds.silentSeconds))) {
      throw new RingledgerError('retry', `The source "${params.name}" is read again already: ask again.`);
    }
    await note(login, 'source-removed', params.name);
    return { removed: params.name };
  });

  async function open({ name, secrets }: SourceRow) {
    return secrets === null ? {} : parts.secrets.open(name, secrets);
  }
}

/** Names of what is otherwise; values are nobody's business who may not see the source. */
function tellChanged({ settings, secrets, keepPlace }: SourcePatch): string {
  const names = [...Object.keys(settings), ...Object.keys(secrets)].join(', ');
  return keepPlace ? `${names}; goes on where it was` : names;
}

function taken(name: string): RingledgerError {
  return new RingledgerError(
    'conflict',
    `There is a source "${name}" already: choose another name, or change that one with bin/ringledger source set ${name}.`,
  );
}
