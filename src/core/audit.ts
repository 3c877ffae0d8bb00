/** Everything that the audit log tells of, in the order in which pages offer it. */
export const AUDIT_ACTIONS = [
  'user-added',
  'user-changed',
  'user-removed',
  'password-changed',
  'second-factor-on',
  'second-factor-off',
  'key-made',
  'key-removed',
  'source-added',
  'source-changed',
  'source-paused',
  'source-resumed',
  'source-removed',
  'directory-imported',
  'directory-synced',
  'rates-imported',
  'tariffs-imported',
  'run-published',
  'run-cancelled',
  'month-closed',
  'work-dismissed',
  'work-reopened',
] as const;

export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** Somebody's change, as it is kept. */
export interface AuditEntry {
  readonly login: string;
  readonly action: AuditAction;
  /** What was changed, by its own name. */
  readonly subject: string;
  /** What of it, in words; nothing secret. */
  readonly detail: string;
}
