import type { Sender } from '../../src/http/own-api.ts';

/** Somebody who may do everything, for servers made of single parts. */
export function administrator(login: string): Sender {
  return {
    login,
    name: login,
    grant: { everyCompany: true, companies: [] },
    systemAdmin: true,
    mayFeed: true,
    maskNumbers: false,
  };
}
