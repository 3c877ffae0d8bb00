import { strToU8, Zip, ZipDeflate } from 'fflate';

/**
 * A cell: text, which is never read as a formula; a whole number; a decimal as text, digit for digit; an instant in RFC
 * 3339, shown as the wall clock of its offset; or nothing.
 */
export type XlsxCell = string | number | null | { readonly decimal: string } | { readonly instant: string };

export interface XlsxSheet {
  /** Up to 31 characters, none of `[]:*?/\`. */
  readonly name: string;
  readonly header: readonly string[];
}

/** What a sheet holds, its header included; a longer table goes on in another sheet. */
const MOST_ROWS = 1_048_576;
const LONGEST_TEXT = 32_767;
/** Of all files within, so that the same rows are the same bytes: the first day that zips know. */
const FILE_DAY = '1980-01-01T12:00:00';
/** What is pressed together: batches end where the store or the network had it, and would show in the bytes. */
const ROWS_A_PUSH = 256;
const SECONDS_A_DAY = 86_400;
/** Days from the epoch of sheets (30 December 1899) to ours. */
const SHEET_EPOCH_DAYS = 25_569;

/** An XLSX workbook of rows that come in batches: nothing is held but the batch that is written. */
export async function* writeXlsx(
  { name, header }: XlsxSheet,
  batches: AsyncIterable<readonly (readonly XlsxCell[])[]>,
): AsyncGenerator<Uint8Array> {
  let made: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error !== null) throw error;
    made.push(piece);
  });
  const take = (): readonly Uint8Array[] => {
    const pieces = made.filter((piece) => piece.length > 0);
    made = [];
    return pieces;
  };
  const addFile = (path: string, level: 1 | 6): ZipDeflate => {
    const file = new ZipDeflate(path, { level });
    file.mtime = FILE_DAY;
    zip.add(file);
    return file;
  };
  const addWhole = (path: string, text: string): void => {
    const file = addFile(path, 6);
    file.push(strToU8(text), true);
  };
  const beginSheet = (number: number): ZipDeflate => {
    // Fastest: sheets are read once, and whoever else is served waits meanwhile.
    const file = addFile(`xl/worksheets/sheet${number}.xml`, 1);
    file.push(strToU8(`${SHEET_HEAD}${renderRow(header, ' s="2"')}`));
    return file;
  };

  let sheets = 1;
  let sheet = beginSheet(sheets);
  let rows = 1;
  let text = '';
  const push = (more = '', isLast = false): void => {
    sheet.push(strToU8(text + more), isLast);
    text = '';
  };
  for await (const batch of batches) {
    for (const cells of batch) {
      if (rows === MOST_ROWS) {
        push(SHEET_TAIL, true);
        sheets += 1;
        sheet = beginSheet(sheets);
        rows = 1;
      }
      text += renderRow(cells);
      rows += 1;
      if (rows % ROWS_A_PUSH === 0) push();
    }
    yield* take();
  }
  push(SHEET_TAIL, true);
  for (const [path, text] of describeWorkbook(name, sheets)) addWhole(path, text);
  zip.end();
  yield* take();
}

function renderRow(cells: readonly XlsxCell[], style = ''): string {
  return `<row>${cells.map((cell) => renderCell(cell, style)).join('')}</row>`;
}

function renderCell(cell: XlsxCell, style: string): string {
  if (cell === null || cell === '') return '<c/>';
  if (typeof cell === 'number') return `<c${style}><v>${cell}</v></c>`;
  if (typeof cell === 'string') {
    const text = escapeXml(cell.slice(0, LONGEST_TEXT));
    return `<c t="inlineStr"${style}><is><t xml:space="preserve">${text}</t></is></c>`;
  }
  if ('decimal' in cell) return `<c${style}><v>${escapeXml(cell.decimal)}</v></c>`;
  return `<c s="1"><v>${toSerial(cell.instant)}</v></c>`;
}

function toSerial(instant: string): number {
  return Date.parse(`${instant.slice(0, 19)}Z`) / 1000 / SECONDS_A_DAY + SHEET_EPOCH_DAYS;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: characters that no XML may hold
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])/g;

function escapeXml(text: string): string {
  return text
    .replace(NOT_XML, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** The header stays where it is when the sheet is scrolled. */
const SHEET_HEAD = `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><sheetData>`;
const SHEET_TAIL = '</sheetData></worksheet>';
/** Cells as they are, instants, and the bold header. */
const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs></styleSheet>`;

/** The parts of a workbook beside its sheets, which are counted only when all are written. */
function describeWorkbook(name: string, sheets: number): readonly (readonly [string, string])[] {
  const numbers = Array.from({ length: sheets }, (_, at) => at + 1);
  const nameOf = (number: number) => escapeXml(number === 1 ? name : `${name} ${number}`);
  const each = (render: (number: number) => string) => numbers.map(render).join('');
  return [
    [
      '[Content_Types].xml',
      `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>${each(
        (number) =>
          `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${TYPE}.worksheet+xml"/>`,
      )}</Types>`,
    ],
    [
      '_rels/.rels',
      `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${each(
        (number) => `<sheet name="${nameOf(number)}" sheetId="${number}" r:id="rId${number}"/>`,
      )}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${XML}<Relationships xmlns="${PACKAGE}/relationships">${each(
        (number) =>
          `<Relationship Id="rId${number}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${number}.xml"/>`,
      )}<Relationship Id="rId${sheets + 1}" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    ],
    ['xl/styles.xml', STYLES],
  ];
}
