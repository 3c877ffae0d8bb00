import type { paths } from './schema.ts';

type Path = paths['/api/v1/tariffs'];
/** A tariffs.json: all tariffs, and who pays by what. */
export type TariffsFile = Path['get']['responses'][200]['content']['application/json'];
export type Tariff = TariffsFile['tariffs'][number];
/** What an import of one changed, or would change. */
export type TariffsImport = Path['post']['responses'][200]['content']['application/json'];
