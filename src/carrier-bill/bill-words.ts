import { plainName } from '../core/plain-name.ts';
import type { BillColumn } from './bill-mapping.ts';

/**
 * Words of bills' headers in English, German, French, Spanish and Italian, without accents and marks. A column is the
 * one whose list names a word earliest: `called number` is dearer to `number` than `number` alone.
 */
const WORDS: Readonly<Record<BillColumn, readonly RegExp[]>> = {
  number: [
    /\b(called|dialled|dialed|destination|dest|b|to|gerufene|angerufene|gewahlte|appele|marcado|llamado|chiamato)\b.*\b(number|no|nr|msisdn|party|rufnummer|nummer|numero|digits)\b|\b(zielrufnummer|zielnummer|bnumber|callednumber|calledparty|called station id|callee|gerufener teilnehmer)\b/,
    /^(called|dialled|dialed|b party|anschluss|dst|numero appele|numero marcado|to)$/,
    /\bnumero (appele|compose|marcado|destino|chiamato)\b/,
    /^(number|rufnummer|nummer|numero|phone number|telephone number|destination)$/,
  ],
  start: [
    /\b(start|begin|connect|answer|setup|call)\b.*\b(time|date|datetime|timestamp|at)\b|\b(startzeit|startzeitpunkt|verbindungsbeginn|gesprachsbeginn|starttime|calldate|answertime|datetime|timestamp)\b/,
    /\b(date (and )?time|datum uhrzeit|datum und uhrzeit|date heure|date et heure|fecha hora|fecha y hora|data e ora|data ora)\b/,
    /^(start|begin|beginn|debut|inicio|inizio|answer|connect|zeitpunkt)$/,
  ],
  date: [/\b(date|datum|fecha|data|jour)\b/],
  time: [/^(time|time of day|uhrzeit|zeit|heure|hora|ora|call time|start time)$/],
  duration: [
    /\b(billed|billable|charged|chargeable|rated|abgerechnete|facturee|facturada)\b.*\b(duration|seconds|secs|minutes|time|dauer|duree|duracion)\b|\b(billsec|billsecs)\b/,
    /\b(duration|dauer|gesprachsdauer|verbindungsdauer|duree|duracion|durata|seconds|secs|sekunden|secondes|segundos|minutes|minuten|min)\b/,
  ],
  price: [
    /\b(total|net|netto|gross)?\s*(charge|charged amount|amount|cost|price|betrag|entgelt|kosten|preis|nettobetrag|montant|cout|prix|importe|coste|precio|importo|costo|prezzo)\b/,
    /\b(eur|usd|gbp|chf|total)\b/,
  ],
};
const NOT_A_PRICE = /\b(rate|per|pro|par|por|tariff|tarif|band|code|class)\b/;
/** The caller's side, never the called one. */
const CALLER = /\b(caller|calling|source|src|from|a|anrufer|anrufende|appelant|origen|cli)\b/;

/** How well a header names a column: 0 is best; undefined when it says nothing. */
export function rankHeader(header: string, column: BillColumn): number | undefined {
  const plain = plainName(header.replace(/[()]/g, ' '));
  if (column === 'price' && NOT_A_PRICE.test(plain)) return undefined;
  if (column === 'number' && CALLER.test(plain)) return undefined;
  const rank = WORDS[column].findIndex((words) => words.test(plain));
  return rank === -1 ? undefined : rank;
}
