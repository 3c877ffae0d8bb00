/** An element of XML: its attributes, its elements, and its own text with entities resolved. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

interface OpenElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

const TOKEN =
  /<!--.*?-->|<\?.*?\?>|<!\[CDATA\[(.*?)\]\]>|<!(?:[^>]*)>|<\/\s*([^\s>]+)\s*>|<([^\s/>]+)((?:\s+[^\s=>]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|([^<]+)/gs;
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** Reads the one element of a text. Null where it is not well formed. No DTD is read, and nothing is fetched. */
export function readXml(text: string): XmlElement | null {
  const open: OpenElement[] = [{ name: '', attributes: {}, children: [], text: '' }];
  let end = 0;
  for (const token of text.matchAll(TOKEN)) {
    if (token.index !== end) return null;
    end = token.index + token[0].length;
    if (!take(token, open)) return null;
  }
  const [document] = open;
  if (end !== text.length || open.length !== 1 || document?.children.length !== 1) return null;
  return document.children[0] ?? null;
}

function take(token: RegExpMatchArray, open: OpenElement[]): boolean {
  const [, cdata, closing, opening, attributes = '', isEmpty, plain] = token;
  const current = open.at(-1);
  if (current === undefined) return false;
  if (cdata !== undefined) current.text += cdata;
  else if (plain !== undefined) current.text += resolveEntities(plain);
  else if (opening !== undefined) {
    open.push({ name: opening, attributes: readAttributes(attributes), children: [], text: '' });
    if (isEmpty === '/') return close(opening, open);
  } else if (closing !== undefined) return close(closing, open);
  return true;
}

function close(name: string, open: OpenElement[]): boolean {
  const element = open.pop();
  if (element?.name !== name) return false;
  const parent = open.at(-1);
  parent?.children.push(element);
  return parent !== undefined;
}

function readAttributes(text: string): Readonly<Record<string, string>> {
  const attributes: Record<string, string> = {};
  for (const [, name = '', double, single] of text.matchAll(ATTRIBUTE)) {
    attributes[name] = resolveEntities(double ?? single ?? '');
  }
  return attributes;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function resolveEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(/&(#x[0-9a-f]+|#\d+|\w+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return Object.hasOwn(ENTITIES, name) ? (ENTITIES[name] ?? whole) : whole;
    const code = Number(name[1]?.toLowerCase() === 'x' ? `0x${name.slice(2)}` : name.slice(1));
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
