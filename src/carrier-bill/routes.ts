import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { decodeText } from '../core/decode-text.ts';
import { FILE_TEXT, READ_BY_ROUTE } from '../http/describe.ts';
import { type CarrierBillParts, checkBill } from './check-bill.ts';
import { readCheckRequest } from './read-check-request.ts';

const WORD = Type.Optional(Type.String());
const CHECK_BILL = {
  operationId: 'checkCarrierBill',
  summary: "What a carrier's bill and our calls do not agree on",
  tags: ['Carriers'],
  querystring: Type.Object({
    ...{ trunk: Type.String(), from: Type.String(), to: Type.String(), zone: WORD },
    ...{ window: WORD, tolerance: WORD, columns: WORD, mapping: WORD },
  }),
  body: FILE_TEXT,
  response: { 200: Type.Object({}, { additionalProperties: true }) },
};

/** Some millions of calls. */
const BILL_BYTES = 256 * 1024 * 1024;

/**
 * `POST /carrier-bills/check?trunk&from&to` with the bill's CSV as the body; `zone`, `window`, `tolerance`, `columns` and
 * `mapping` (JSON) beside. Answers what the bill and our calls do not agree on; nothing is kept.
 */
export function registerCarrierBills(api: FastifyInstance, parts: CarrierBillParts): void {
  api.register(async (bills) => {
    bills.removeAllContentTypeParsers();
    bills.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BILL_BYTES }, (_request, body, done) =>
      done(null, body),
    );
    bills.post(
      '/carrier-bills/check',
      { bodyLimit: BILL_BYTES, ...READ_BY_ROUTE, schema: CHECK_BILL },
      async (request) => {
        const asked = readCheckRequest(request.query, (await parts.directory()).zone);
        const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        return checkBill(parts, asked, decodeText(body));
      },
    );
  });
}
