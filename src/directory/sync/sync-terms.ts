/** The days and the mark of a sync. */
export interface SyncTerms {
  readonly source: string;
  readonly today: string;
  readonly tomorrow: string;
  /** First day of what was never heard of; undefined for things that are taken to have always been there. */
  readonly since: string | undefined;
}
