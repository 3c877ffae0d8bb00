import { RingledgerError } from '../../core/errors.ts';
import { isZone } from '../../core/zone.ts';
import type { ReadCdr, RecordFormat } from '../record-format.ts';
import { type Rejection, rejectFor } from '../reject-reason.ts';
import { readAvaya } from './smdr-avaya.ts';
import type { ReadSmdr, SmdrForm } from './smdr-line.ts';
import { readMitel } from './smdr-mitel.ts';
import { readPanasonic } from './smdr-panasonic.ts';
import { MAX_LINE_CHARACTERS } from './text-lines.ts';

export type SmdrVendor = 'avaya-ip-office' | 'mitel' | 'panasonic';
interface Vendor {
  readonly family: string;
  readonly read: ReadSmdr;
  /** Headings and page breaks, which are neither records nor faults. */
  readonly furniture: RegExp;
}

const VENDORS: Readonly<Record<SmdrVendor, Vendor>> = {
  'avaya-ip-office': { family: 'smdr-avaya', read: readAvaya, furniture: /^call start,/i },
  mitel: { family: 'smdr-mitel', read: readMitel, furniture: /^[\f\s]*$/ },
  panasonic: {
    family: 'smdr-panasonic',
    read: readPanasonic,
    furniture: /^[\f\s]*(?:$|Date\b|-{5,}|-?\s*(?:SMDR|Enter Password))/i,
  },
};

/** Lines of that PBX as records. */
export function smdrFormat(vendor: SmdrVendor, form: SmdrForm): RecordFormat {
  const { family, read } = VENDORS[vendor];
  const hint = form.hint === '' ? '' : `,${form.hint}`;
  return {
    text: `${family}:${form.pbx}${hint}@${form.zone}`,
    kind: family,
    read: (raw, line) => {
      const meant = readLine(raw, form, read);
      return 'reason' in meant ? { line, raw, ...meant } : { line, raw, cdr: meant };
    },
  };
}

function readLine(raw: string, form: SmdrForm, read: ReadSmdr): ReadCdr | Rejection {
  if (raw.length > MAX_LINE_CHARACTERS) return rejectFor('too-long', MAX_LINE_CHARACTERS);
  return raw.includes('\0') ? rejectFor('not-text') : read(raw, form);
}

/** The format of the kept text after the family's name: `[PBX][,HINT]@ZONE`. */
export function smdrFormatOf(vendor: SmdrVendor): (parameters: string) => RecordFormat {
  return (parameters) => {
    const [, pbx = '', hint = '', zone = ''] = /^([^,@]*)(?:,([^@]*))?@(.+)$/.exec(parameters) ?? [];
    if (isZone(zone)) return smdrFormat(vendor, { pbx, hint, zone });
    const { family } = VENDORS[vendor];
    const message = `"${family}:${parameters}" is not a format of SMDR lines: write ${family}:@zone, such as ${family}:@Europe/London.`;
    throw new RingledgerError('invalid-request', message);
  };
}

/** Whether a line is a heading or a page break. */
export function isFurniture(vendor: SmdrVendor, line: string): boolean {
  return line.trim() === '' || VENDORS[vendor].furniture.test(line);
}
