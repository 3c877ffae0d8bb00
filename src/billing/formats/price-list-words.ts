import { plainName } from '../../core/plain-name.ts';

/** What a column of a price list can be. */
export const PRICE_LIST_COLUMNS = [
  'prefix',
  'destination',
  'perMinute',
  'countryCode',
  'areaCode',
  'peak',
  'offPeak',
  'weekend',
  'connectCharge',
  'minimumCharge',
  'increments',
  'firstIncrement',
  'nextIncrement',
  'from',
  'until',
  'currency',
] as const;
export type PriceListColumn = (typeof PRICE_LIST_COLUMNS)[number];

const PRICE =
  /\b(rate|rates|price|prices|tarif|tarife|tarifs|tariff|preis|minutenpreis|prix|precio|tarifa|cost|charge|kosten|coste|eur|usd|gbp|chf|minute|minuto|min)\b/;

/**
 * Words of headers in English, German, French and Spanish, without accents and marks: the first that fits rules, so the
 * narrower ones stand before the wider.
 */
const WORDS: readonly (readonly [PriceListColumn, RegExp])[] = [
  [
    'until',
    /\b(until|valid to|end date|expiry|expires|gultig bis|bis|fin|jusqu au|hasta|date de fin|caducidad)\b/,
  ],
  [
    'from',
    /\b(effective|valid from|from|start date|gultig ab|gultig von|ab|date d effet|d effet|valable|applicable|desde|vigencia|valido|date|datum|fecha)\b/,
  ],
  ['currency', /^(currency|wahrung|devise|monnaie|moneda|divisa)$/],
  [
    'firstIncrement',
    /\b(initial|first|min|minimum|erster|erste|premier|premiere|primer|primera|mindestdauer)\b.*\b(increment|interval|duration|period|takt|dauer|palier|intervalle|duree|incremento|intervalo|duracion)\b|\bmindestdauer\b/,
  ],
  [
    'nextIncrement',
    /\b(next|subsequent|additional|following|folge|weitere|weiterer|suivant|suivante|siguiente|sucesivo)\b.*\b(increment|interval|period|takt|palier|intervalle|incremento|intervalo)\b|\bfolgetakt\b/,
  ],
  [
    'increments',
    /\b(increment|increments|billing|rounding|takt|taktung|abrechnungstakt|palier|pas|facturation|incremento|incrementos|intervalo|facturacion)\b/,
  ],
  [
    'minimumCharge',
    /\b(minimum|min|mindest|minimal|minimo|minima|minimale)\b.*\b(charge|fee|cost|entgelt|preis|gebuhr|prix|cargo|coste|importe|facturable)\b|\b(mindestentgelt|mindestpreis|mindestgebuhr)\b/,
  ],
  [
    'connectCharge',
    /\b(connect|connection|setup|set up|flagfall|flag fall|verbindungsentgelt|verbindungsaufbau|verbindungsgebuhr|gesprachsaufbau|mise en relation|connexion|etablissement|establecimiento|conexion)\b|\bper call\b|\bpro anruf\b|\bpar appel\b|\bpor llamada\b/,
  ],
  ['offPeak', /\b(off peak|offpeak|nebenzeit|creuse|creuses|valle|reducida|reducido|economy)\b/],
  ['weekend', /\b(weekend|week end|wochenende|fin de semana|fines de semana)\b/],
  ['peak', /\b(peak|hauptzeit|pleine|pleines|punta)\b/],
  [
    'countryCode',
    /\b(country code|cc|landesvorwahl|landervorwahl|laendervorwahl|landerkennzahl|landerkennung|indicatif pays|code pays|codigo pais|codigo de pais|codigo del pais)\b/,
  ],
  [
    'areaCode',
    /\b(area|city|network|national)\b.*\b(code|codes)\b|\b(ortsvorwahl|ortsvorwahlen|ortsnetz|ortskennzahl|ndc)\b|\bindicatif (regional|local|zone|ville)\b|\bcodigo(s)? (de )?(area|zona|ciudad)\b/,
  ],
  [
    'prefix',
    /\b(prefix|prefixes|dial code|dial codes|dialcode|dialcodes|dialing code|code|codes|vorwahl|vorwahlen|rufnummernbereich|ziffernfolge|prefixe|indicatif|indicatifs|prefijo|prefijos|codigo|codigos)\b/,
  ],
  ['perMinute', PRICE],
  [
    'destination',
    /\b(destination|destinations|country|description|name|zone|region|ziel|zielland|zielnetz|land|beschreibung|bezeichnung|pays|designation|destino|destinos|pais|descripcion|nombre)\b/,
  ],
];

/** What a header cell names by its words; undefined when it says nothing. */
export function guessColumn(header: string): PriceListColumn | undefined {
  const plain = plainName(header.replace(/[()]/g, ' '));
  return WORDS.find(([, words]) => words.test(plain))?.[0];
}

/** Whether a header says that its prices are hundredths: `ct/min`, `pence per minute`. */
export function saysCents(header: string): boolean {
  return /\b(ct|cts|cent|cents|centimes|centimos|pence|p min)\b|¢/.test(
    header.toLowerCase().replace(/[^a-z¢]+/g, ' '),
  );
}
