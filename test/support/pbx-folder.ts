import { appendFile, copyFile, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** A folder with the files of a PBX that writes Master.csv, as logrotate and gzip leave it. */
export class PbxFolder {
  readonly folder: string;
  /** Uniqueids of all records that were begun. */
  readonly written: string[] = [];
  readonly #pbx: number;
  #pending = '';
  #pendingIn = '';
  /** A packed file that is still being written, and what it lacks. */
  #packing: { readonly plain: string; readonly gz: string; readonly rest: Buffer } | undefined;

  /** `pbx` tells the records of one folder from those of others. */
  constructor(folder: string, pbx = 0) {
    this.folder = folder;
    this.#pbx = pbx;
  }

  /** Writes lines, and the part before `cut` (0 to 1) of one more, if it is no null. */
  async append(lines: number, cut: number | null): Promise<void> {
    await this.finishLine();
    const text = Array.from({ length: lines }, () => this.#line()).join('');
    await appendFile(this.#path('Master.csv'), text);
    if (cut === null) return;
    const line = this.#line();
    const at = Math.floor(cut * line.length);
    await appendFile(this.#path('Master.csv'), line.slice(0, at));
    [this.#pending, this.#pendingIn] = [line.slice(at), 'Master.csv'];
  }

  /** Whoever writes a line has the file open: it goes on in it whatever its name is now. */
  async finishLine(): Promise<void> {
    if (this.#pending === '') return;
    await appendFile(this.#path(this.#pendingIn), this.#pending);
    this.#pending = '';
  }

  /** Puts Master.csv away by another name; whoever writes it goes on in it until its next line. */
  async rename(): Promise<void> {
    if (!(await this.#moveUp())) return;
    await rename(this.#path('Master.csv'), this.#path('Master.csv.1'));
    if (this.#pendingIn === 'Master.csv') this.#pendingIn = 'Master.csv.1';
  }

  /** Puts a copy of Master.csv away, and cuts it short. */
  async copy(): Promise<void> {
    await this.finishLine();
    if (!(await this.#moveUp())) return;
    await copyFile(this.#path('Master.csv'), this.#path('Master.csv.1'));
    await truncate(this.#path('Master.csv'), 0);
  }

  /** Packs the oldest that was put away, or a half of it first. */
  async pack(half: boolean): Promise<void> {
    await this.finishPacking();
    await this.finishLine();
    const name = (await this.names()).findLast((one) => /\.\d+$/.test(one));
    if (name === undefined) return;
    const bytes = gzipSync(await readFile(this.#path(name)));
    const cut = half ? Math.floor(bytes.length / 2) : bytes.length;
    await writeFile(this.#path(`${name}.gz`), bytes.subarray(0, cut));
    this.#packing = { plain: name, gz: `${name}.gz`, rest: bytes.subarray(cut) };
    if (!half) await this.finishPacking();
  }

  async finishPacking(): Promise<void> {
    if (this.#packing === undefined) return;
    const { plain, gz, rest } = this.#packing;
    this.#packing = undefined;
    await appendFile(this.#path(gz), rest);
    await rm(this.#path(plain));
  }

  async names(): Promise<readonly string[]> {
    return (await readdir(this.folder)).sort((one, other) => numberOf(one) - numberOf(other));
  }

  /** Master.csv.1 becomes Master.csv.2 and so on; false where there is nothing to put away. */
  async #moveUp(): Promise<boolean> {
    await this.finishPacking();
    const names = await this.names();
    if (!names.includes('Master.csv')) return false;
    for (const name of [...names].reverse()) {
      const to = name.replace(/\.(\d+)/, (_, number: string) => `.${Number(number) + 1}`);
      if (to === name) continue;
      await rename(this.#path(name), this.#path(to));
      if (this.#pendingIn === name) this.#pendingIn = to;
    }
    return true;
  }

  #line(): string {
    const number = this.written.length;
    const uniqueid = `${1_795_521_600 + number}.${this.#pbx * 100_000 + number}`;
    this.written.push(uniqueid);
    const start = new Date((1_795_521_600 + number) * 1000).toISOString().slice(0, 19).replace('T', ' ');
    const userfield = number % 7 === 0 ? 'two\nlines, ""quoted""' : number % 5 === 0 ? 'é' : '';
    return `"","204","${number}","ctx","""Bob"" <204>","SIP/0500000005000-${number}","","Dial","x","${start}","","${start}",${number % 60},0,"NO ANSWER","DOCUMENTATION","${uniqueid}","${userfield}"\n`;
  }

  #path(name: string): string {
    return join(this.folder, name);
  }
}

function numberOf(name: string): number {
  return Number(/\.(\d+)/.exec(name)?.[1] ?? 0);
}
