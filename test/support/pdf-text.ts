import { inflateSync } from 'node:zlib';

/** The texts of each page of a PDF whose letters are written one glyph at a time, in the order they were written. */
export function readPdfPages(pdf: Buffer): readonly (readonly string[])[] {
  const objects = splitObjects(pdf);
  const letters = readFonts(objects);
  return [...objects.values()]
    .filter(({ head }) => /\/Type \/Page\b(?!s)/.test(head))
    .map(({ head }) => {
      const content = objects.get(Number(/\/Contents (\d+) 0 R/.exec(head)?.[1]));
      const drawn = inflateSync(content?.stream ?? Buffer.alloc(0)).toString('latin1');
      return [...drawn.matchAll(/BT \/(F\d+) [\d.]+ Tf .*? <([0-9a-f]*)> Tj ET/g)].map(
        ([, font = '', hex = '']) =>
          (hex.match(/.{4}/g) ?? [])
            .map((glyph) => letters.get(font)?.[Number.parseInt(glyph, 16)] ?? '?')
            .join(''),
      );
    });
}

interface PdfObject {
  readonly head: string;
  readonly stream: Buffer | undefined;
}

function splitObjects(pdf: Buffer): ReadonlyMap<number, PdfObject> {
  const objects = new Map<number, PdfObject>();
  const text = pdf.toString('latin1');
  for (const match of text.matchAll(/\n(\d+) 0 obj\n/g)) {
    const begin = match.index + match[0].length;
    const streamAt = text.indexOf('\nstream\n', begin);
    const endAt = text.indexOf('\nendobj', begin);
    const hasStream = streamAt !== -1 && streamAt < endAt;
    const head = text.slice(begin, hasStream ? streamAt : endAt);
    const length = Number(/\/Length (\d+)/.exec(head)?.[1] ?? 0);
    const from = streamAt + '\nstream\n'.length;
    objects.set(Number(match[1]), {
      head,
      stream: hasStream ? pdf.subarray(from, from + length) : undefined,
    });
  }
  return objects;
}

/** By the name that pages call a font by: which letters its glyphs are. */
function readFonts(objects: ReadonlyMap<number, PdfObject>): ReadonlyMap<string, readonly string[]> {
  const fonts = new Map<string, readonly string[]>();
  for (const { head } of objects.values()) {
    for (const [, name = '', id] of head.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const font = objects.get(Number(id));
      const map = objects.get(Number(/\/ToUnicode (\d+) 0 R/.exec(font?.head ?? '')?.[1]));
      const ranges = (map?.stream ?? Buffer.alloc(0)).toString('latin1').match(/\[<[^\]]*\]/g) ?? [];
      fonts.set(
        name,
        ranges.flatMap((range) => [...range.matchAll(/<([^>]*)>/g)].map(([, hex = '']) => toText(hex))),
      );
    }
  }
  return fonts;
}

function toText(hex: string): string {
  const units = hex.split(' ').flatMap((one) => one.match(/.{4}/g) ?? []);
  return String.fromCharCode(...units.map((unit) => Number.parseInt(unit, 16)));
}
