import type { FastifyInstance } from 'fastify';
import { type Fault, RingledgerError, refuseFaults } from '../core/errors.ts';
import type { Access } from './access.ts';
import { type Permission, parsePermission } from './permission.ts';

/** `POST /users` and `POST /keys`. */
export function registerUsers(api: FastifyInstance, access: Access): void {
  api.post('/users', async (request, reply) => {
    const { name, password, permissions } = (request.body ?? {}) as Record<string, unknown>;
    const faults: Fault[] = [];
    if (typeof name !== 'string')
      faults.push({ where: 'name', message: 'give the name the user signs in with.' });
    if (typeof password !== 'string') faults.push({ where: 'password', message: 'give a password.' });
    const granted = readPermissions(permissions, faults);
    if (faults.length > 0 || typeof name !== 'string' || typeof password !== 'string') {
      throw refuseFaults('The user cannot be added.', faults);
    }
    const { id, login } = await access.addUser({ name, password, permissions: granted });
    return reply.code(201).send({ id, name: login });
  });

  api.post('/keys', async (request, reply) => {
    const { user } = (request.body ?? {}) as Record<string, unknown>;
    if (typeof user !== 'string')
      throw new RingledgerError('invalid-request', 'user: name whom the key acts for.');
    return reply.code(201).send({ key: await access.createKey(user) });
  });
}

function readPermissions(texts: unknown, faults: Fault[]): readonly Permission[] {
  if (!Array.isArray(texts) || texts.length === 0 || !texts.every((text) => typeof text === 'string')) {
    faults.push({
      where: 'permissions',
      message:
        'give at least one of system-admin, billing-call-summary, billing-call-reporting:COMPANY[,COMPANY], cdr-feed, masked-numbers, as a list of texts.',
    });
    return [];
  }
  return texts.flatMap((text: string) => {
    try {
      return parsePermission(text);
    } catch (error) {
      if (!(error instanceof RingledgerError)) throw error;
      faults.push(...error.faults);
      return [];
    }
  });
}
