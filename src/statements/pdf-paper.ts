import { createRequire } from 'node:module';
import { zlibSync } from 'fflate';
import PDFDocument from 'pdfkit';

/** A4 in points, with the margin that nothing is drawn beyond. */
export const PAGE = { width: 595.28, height: 841.89, margin: 42 } as const;

export type Weight = 'regular' | 'bold';

/** What is taken from pdfkit beside its typed surface: fonts with their subsets, and what a page says. */
interface Font {
  readonly id: string;
  encode(text: string): [glyphs: readonly string[], positions: readonly { readonly advanceWidth: number }[]];
  ref(): unknown;
}
interface Page {
  readonly fonts: Record<string, unknown>;
  readonly content: { buffer: Uint8Array[]; readonly data: Record<string, unknown> };
}

/** A text as a font writes it: glyphs in hexadecimal, and thousandths of the size in width. */
interface Glyphs {
  readonly hex: string;
  readonly width: number;
}

const require = createRequire(import.meta.url);
const FILES: Readonly<Record<Weight, string>> = {
  regular: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf'),
  bold: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed-Bold.ttf'),
};

/** Stands where the font has no glyph, which must not look like a name without that letter. */
const MISSING = '\uFFFD';
const NO_GLYPH = '0000';

/**
 * Pages to write and draw on, from their upper left corner. Texts are set letter by letter, which takes microseconds
 * where shaping takes milliseconds, and pages are packed by an algorithm of one version: what is drawn alike is alike
 * to the byte, on any machine and at any time. A page is let go of as soon as the next one begins.
 */
export class Paper {
  readonly #document: PDFKit.PDFDocument;
  readonly #fonts: Readonly<Record<Weight, Font>>;
  readonly #glyphs: Readonly<Record<Weight, Map<string, Glyphs>>> = { regular: new Map(), bold: new Map() };
  /** A text is measured, and measured, and written. */
  #last: { text: string; weight: Weight; glyphs: Glyphs } = {
    text: '',
    weight: 'regular',
    glyphs: { hex: '', width: 0 },
  };
  #drawn: string[] = [];
  pages = 0;

  constructor(title: string) {
    const info = { Title: title, Producer: 'Ringledger', Creator: 'Ringledger', CreationDate: new Date(0) };
    this.#document = new PDFDocument({
      ...{ autoFirstPage: false, compress: false, font: FILES.regular, info },
      ...{ size: [PAGE.width, PAGE.height], margin: 0 },
    });
    // The library asks for a time, and writes what it can enumerate.
    Object.defineProperty(this.#document.info, 'CreationDate', { enumerable: false });
    this.#fonts = { regular: this.#openFont('regular'), bold: this.#openFont('bold') };
  }

  addPage(): void {
    this.#finishPage();
    this.#document.addPage();
    this.pages += 1;
    for (const font of Object.values(this.#fonts)) this.#page.fonts[font.id] = font.ref();
  }

  /** Writes a text with its baseline at `y`. */
  write(text: string, x: number, y: number, size: number, weight: Weight = 'regular'): void {
    const { hex } = this.#set(text, weight);
    const at = `${toPoints(x)} ${toPoints(PAGE.height - y)}`;
    this.#drawn.push(`BT /${this.#fonts[weight].id} ${size} Tf 1 0 0 1 ${at} Tm <${hex}> Tj ET`);
  }

  /** Draws a line from left to right. */
  rule(x: number, y: number, width: number, thickness = 0.5): void {
    const height = toPoints(PAGE.height - y);
    this.#drawn.push(`${thickness} w ${toPoints(x)} ${height} m ${toPoints(x + width)} ${height} l S`);
  }

  widthOf(text: string, size: number, weight: Weight = 'regular'): number {
    return (this.#set(text, weight).width * size) / 1000;
  }

  /** A text that is no wider than there is room, ended by `…` where it was cut. */
  cut(text: string, room: number, size: number, weight: Weight = 'regular'): string {
    if (this.widthOf(text, size, weight) <= room) return text;
    const most = (room * 1000) / size - this.#set('…', weight).width;
    let [kept, width] = ['', 0];
    for (const letter of text.normalize('NFC')) {
      width += this.#glyphOf(letter, weight).width;
      if (width > most) break;
      kept += letter;
    }
    return `${kept}…`;
  }

  /** What is finished and not taken yet. */
  take(): Uint8Array | undefined {
    const bytes: string | Buffer | null = this.#document.read();
    return bytes === null ? undefined : Buffer.from(bytes);
  }

  end(): void {
    this.#finishPage();
    this.#document.end();
  }

  get #page(): Page {
    return this.#document.page as unknown as Page;
  }

  #openFont(weight: Weight): Font {
    this.#document.font(FILES[weight]);
    return (this.#document as unknown as { readonly _font: Font })._font;
  }

  #finishPage(): void {
    if (this.pages === 0) return;
    const { content } = this.#page;
    content.buffer = [zlibSync(Buffer.from(this.#drawn.join('\n'), 'latin1'))];
    content.data['Filter'] = 'FlateDecode';
    this.#drawn = [];
  }

  #set(text: string, weight: Weight): Glyphs {
    if (this.#last.text === text && this.#last.weight === weight) return this.#last.glyphs;
    let [hex, width] = ['', 0];
    for (const letter of text.normalize('NFC')) {
      const glyph = this.#glyphOf(letter, weight);
      hex += glyph.hex;
      width += glyph.width;
    }
    this.#last = { text, weight, glyphs: { hex, width } };
    return this.#last.glyphs;
  }

  #glyphOf(letter: string, weight: Weight): Glyphs {
    const known = this.#glyphs[weight].get(letter) ?? this.#encode(letter, weight);
    this.#glyphs[weight].set(letter, known);
    return known;
  }

  #encode(letter: string, weight: Weight): Glyphs {
    const shown = /[\p{Cc}\p{Zl}\p{Zp}]/u.test(letter) ? ' ' : letter;
    const [glyphs, positions] = this.#fonts[weight].encode(shown);
    if (glyphs.includes(NO_GLYPH) && shown !== MISSING) return this.#encode(MISSING, weight);
    return {
      hex: glyphs.join(''),
      width: positions.reduce((width, { advanceWidth }) => width + advanceWidth, 0),
    };
  }
}

/** Hundredths of a point, without an exponent and with nothing that varies. */
function toPoints(length: number): string {
  return String(Math.round(length * 100) / 100);
}
