import { useSession } from '../../api/session.ts';
import { useText } from '../../text/text.tsx';

/** Permissions in the order in which they are offered. */
export const PERMISSIONS = {
  'system-admin': 'setup.permAdmin',
  'billing-call-summary': 'setup.permSummary',
  'billing-call-reporting': 'setup.permReporting',
  'cdr-feed': 'setup.permFeed',
  'masked-numbers': 'setup.permMasked',
} as const;

export type PermissionName = keyof typeof PERMISSIONS;

/** A permission in words, with the names of the companies it is of. */
export function usePermissionText(): (permission: string) => string {
  const { t } = useText();
  const { companies } = useSession();
  return (permission) => {
    const [name = '', ids] = permission.split(':');
    const words = name in PERMISSIONS ? t(PERMISSIONS[name as PermissionName]) : name;
    if (ids === undefined) return words;
    const named = ids.split(',').map((id) => companies.find((one) => one.id === id)?.name ?? id);
    return `${words}: ${named.join(', ')}`;
  };
}
