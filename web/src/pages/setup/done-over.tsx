import { Alert } from '@mantine/core';
import type { DoneOver } from '../../api/work.ts';
import { useText } from '../../text/text.tsx';

/** What became of work that was done over. */
export function DoneOverNote({ done }: { readonly done: DoneOver }) {
  const { t } = useText();
  const { accepted, stillRejected, remade, recalculated } = done;
  const said = [
    ...(accepted + stillRejected > 0 ? [t('setup.readAgain', { accepted, stillRejected })] : []),
    ...(remade === null ? [] : [t('setup.madeAgain', { records: remade.records })]),
    ...(recalculated === null ? [] : [t('setup.pricedAgain', { ...recalculated })]),
  ];
  return (
    <Alert color={stillRejected > 0 ? 'yellow' : 'green'} role="status">
      {said.length === 0 ? t('setup.nothingToDo') : said.join(' ')}
    </Alert>
  );
}
