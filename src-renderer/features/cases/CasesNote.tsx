/** How many were found, of how many, by which reading, how fast. */
import { Trans, useTranslation } from 'react-i18next';
import { sayCount } from '../../text/dates.ts';
import type { CaseFilter, CaseList } from './use-cases.ts';

export function CasesNote({ list, filter }: { list: CaseList; filter: CaseFilter }) {
  const { t } = useTranslation();
  const values = {
    all: sayCount(list.all),
    total: sayCount(list.total),
    ms: Math.max(1, Math.round(list.milliseconds)),
    reading: t(`cases.reading.${list.reading}`),
    text: filter.text,
  };
  const key = filter.text
    ? 'cases.found'
    : filter.state || filter.benefit
      ? 'cases.filtered'
      : 'cases.everyone';
  return (
    <span role="status">
      <Trans i18nKey={key} values={values} components={{ b: <b /> }} />
    </span>
  );
}
