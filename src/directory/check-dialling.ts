import { quote } from '../core/check-shape.ts';
import type { DirectoryEntries } from '../core/directory.ts';
import type { Fault } from '../core/errors.ts';
import { overlayDialling } from '../core/index-dialling.ts';
import type { DiallingRules } from '../core/phone-number.ts';
import type { PlacedEntry } from './place-entries.ts';

/**
 * Codes that would swallow every call: what a prefix that is dialled before numbers begins with can be no code. The
 * rules of companies and trunks are checked over the PBX's, as they are used.
 */
export function checkDialling(written: readonly PlacedEntry[], entries: DirectoryEntries): readonly Fault[] {
  return [
    ...codeFaults('dialling', entries.dialling),
    ...written.flatMap(({ where, entry }) =>
      'dialling' in entry && entry.dialling !== undefined
        ? codeFaults(`${where}.dialling`, overlayDialling(entries.dialling, entry.dialling))
        : [],
    ),
  ];
}

function codeFaults(where: string, rules: DiallingRules): readonly Fault[] {
  const prefixes = [
    ['international prefix', rules.international],
    ['national prefix', rules.national],
  ] as const;
  const outsideLine = ['outside-line prefix', rules.outsideLine] as const;
  return [
    ...swallowing(`${where}.carrierPrefixes`, rules.carrierPrefixes, prefixes),
    ...swallowing(`${where}.shortCodes`, rules.shortCodes, prefixes),
    ...swallowing(`${where}.featureCodes`, rules.featureCodes, [outsideLine, ...prefixes]),
  ];
}

function swallowing(
  where: string,
  codes: readonly string[] | undefined,
  prefixes: readonly (readonly [title: string, prefix: string])[],
): readonly Fault[] {
  return (codes ?? []).flatMap((code, index) => {
    const swallowed = prefixes.find(([, prefix]) => prefix.startsWith(code));
    if (swallowed === undefined) return [];
    const [title, prefix] = swallowed;
    const message = `${quote(code)} is what the ${title} ${quote(prefix)} begins with, so that no number behind it could be dialled: write more digits, or take it away.`;
    return [{ where: `${where}[${index}]`, message }];
  });
}
