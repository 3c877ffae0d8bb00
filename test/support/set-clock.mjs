import { readFileSync } from 'node:fs';

/**
 * Loaded into a program before all else (`node --import`): its clock is off by as many seconds as stand in the file that
 * RINGLEDGER_TEST_CLOCK names, which is looked at again and again.
 */
const LOOK_MS = 50;
const file = process.env['RINGLEDGER_TEST_CLOCK'];
const RealDate = Date;
let offMs = readOffset();
setInterval(() => {
  offMs = readOffset();
}, LOOK_MS).unref();

const now = () => RealDate.now() + offMs;
globalThis.Date = new Proxy(RealDate, {
  construct: (real, words, target) => Reflect.construct(real, words.length === 0 ? [now()] : words, target),
  apply: () => new RealDate(now()).toString(),
  get: (real, name, receiver) => (name === 'now' ? now : Reflect.get(real, name, receiver)),
});

function readOffset() {
  return Number(readFileSync(file, 'utf8')) * 1000;
}
