import type { ReactNode } from 'react';
import { useSession } from '../api/session.ts';
import { useText } from '../text/text.tsx';
import { Message } from './states.tsx';

/** What administrators see; others are told so, and ask for nothing that would be refused. */
export function AdministratorsOnly({ children }: { readonly children: ReactNode }) {
  const { t } = useText();
  const { administrator } = useSession();
  if (!administrator) return <Message title={t('state.denied')} text={t('setup.administratorsOnly')} />;
  return children;
}
