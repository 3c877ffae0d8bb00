import { PAGE, Paper, type Weight } from './pdf-paper.ts';

export interface PdfColumn {
  readonly title: string;
  /** Points. */
  readonly width: number;
  /** Numbers stand at the right. */
  readonly right?: boolean;
}

const TEXT = 8;
const LINE = 11.5;
const GAP = 6;
const TOP = PAGE.margin + 26;
const BOTTOM = PAGE.height - PAGE.margin;
const ROOM = PAGE.width - 2 * PAGE.margin;

/** Lines and tables one under the other, over as many pages as they take; each page says what it belongs to. */
export class Sheet {
  readonly #paper: Paper;
  readonly #title: string;
  #y = TOP;
  /** Columns of the table that is being written: their titles stand again on the next page. */
  #columns: readonly PdfColumn[] | undefined;

  constructor(title: string) {
    this.#paper = new Paper(title);
    this.#title = title;
    this.#turnPage();
  }

  heading(text: string, size: number): void {
    this.#columns = undefined;
    this.#makeRoom(size + 3 * LINE);
    this.#y += size + LINE;
    this.#paper.write(this.#paper.cut(text, ROOM, size, 'bold'), PAGE.margin, this.#y, size, 'bold');
    this.#y += GAP;
  }

  line(text: string): void {
    this.#columns = undefined;
    this.#makeRoom(LINE);
    this.#y += LINE;
    this.#paper.write(this.#paper.cut(text, ROOM, TEXT), PAGE.margin, this.#y, TEXT);
  }

  space(): void {
    this.#y += LINE;
  }

  /** Begins a table; rows follow. */
  table(columns: readonly PdfColumn[]): void {
    this.#columns = undefined;
    this.#makeRoom(3 * LINE);
    this.#columns = columns;
    this.#writeTitles(columns);
  }

  row(cells: readonly string[], weight: Weight = 'regular'): void {
    this.#makeRoom(LINE);
    this.#writeCells(this.#columns ?? [], cells, weight);
  }

  /** What is finished and not taken yet. */
  *take(): Generator<Uint8Array> {
    const bytes = this.#paper.take();
    if (bytes !== undefined) yield bytes;
  }

  end(): void {
    this.#paper.end();
  }

  #makeRoom(height: number): void {
    if (this.#y + height > BOTTOM) this.#turnPage();
  }

  #turnPage(): void {
    const paper = this.#paper;
    paper.addPage();
    const page = `Page ${paper.pages}`;
    const pageWidth = paper.widthOf(page, TEXT);
    const y = PAGE.margin + TEXT;
    paper.write(paper.cut(this.#title, ROOM - pageWidth - GAP, TEXT), PAGE.margin, y, TEXT);
    paper.write(page, PAGE.width - PAGE.margin - pageWidth, y, TEXT);
    paper.rule(PAGE.margin, y + 4, ROOM);
    this.#y = TOP;
    if (this.#columns !== undefined) this.#writeTitles(this.#columns);
  }

  #writeTitles(columns: readonly PdfColumn[]): void {
    this.#writeCells(
      columns,
      columns.map(({ title }) => title),
      'bold',
    );
    this.#paper.rule(PAGE.margin, this.#y + 3, ROOM, 0.3);
    this.#y += 3;
  }

  #writeCells(columns: readonly PdfColumn[], cells: readonly string[], weight: Weight): void {
    this.#y += LINE;
    let x = PAGE.margin;
    for (const [index, { width, right }] of columns.entries()) {
      const text = this.#paper.cut(cells[index] ?? '', width - GAP, TEXT, weight);
      const indent = right === true ? width - this.#paper.widthOf(text, TEXT, weight) : 0;
      if (text !== '') this.#paper.write(text, x + indent, this.#y, TEXT, weight);
      x += width;
    }
  }
}
