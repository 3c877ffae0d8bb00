import { keepAudit } from '../store/catalog/audit.ts';
import type { CatalogDb } from '../store/catalog/connect.ts';
import type { DeckImport } from './import-deck.ts';
import type { TariffsImport } from './tariffs-import.ts';

/** Notes who imported a version of a deck; nothing where it was only tried. */
export async function noteDeck(
  db: CatalogDb,
  login: string,
  { name, from }: { readonly name: string; readonly from: string },
  { dryRun, revision, added, changed, removed }: DeckImport,
): Promise<void> {
  if (dryRun) return;
  const detail = `from ${from}: ${added} new, ${changed} changed, ${removed} gone; revision ${revision}`;
  await keepAudit(db, { login, action: 'rates-imported', subject: name, detail });
}

/** Notes who imported tariffs; nothing where they were only tried. */
export async function noteTariffs(
  db: CatalogDb,
  login: string,
  { dryRun, revision, added, changed, removed }: TariffsImport,
): Promise<void> {
  if (dryRun) return;
  const detail = `${added.length} new, ${changed.length} changed, ${removed.length} gone; revision ${revision}`;
  await keepAudit(db, { login, action: 'tariffs-imported', subject: 'tariffs', detail });
}
